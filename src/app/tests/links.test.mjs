// Any link, however malformed, opens a valid view: never a blank page, an error, a dialog or a stranger's script.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { assertQuiet, forEachProduct, newPage, oneBrowser, open } from "./harness.mjs";

const rows = JSON.parse(readFileSync(new URL("malformed_links.json", import.meta.url), "utf8"));
/** A row is the link, or a long one told by its parts. */
const links = rows.map((row) => (typeof row === "string" ? row : row.before + row.repeated.repeat(row.times) + row.after));

const browser = oneBrowser();

forEachProduct("malformed links", (product) => {
  for (const link of links) {
    it(JSON.stringify(link.length > 60 ? `${link.slice(0, 60)}… (${link.length})` : link), async (test) => {
      const visit = await newPage(test, browser());
      await open(visit.page, product.address + link);
      const main = visit.page.getByRole("main");
      await main.getByRole("heading", { level: 1 }).or(main.getByRole("heading", { level: 2 })).first().waitFor();
      assert.ok(visit.page.url().startsWith(product.address), visit.page.url().slice(0, 100));
      await assertQuiet(visit);
    });
  }
});
