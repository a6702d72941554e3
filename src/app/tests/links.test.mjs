// Any link, however malformed, opens a valid view: never a blank page, an error, a dialog or a stranger's script.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { assertQuiet, forEachProduct, forServed, newPage, oneBrowser, open } from "./harness.mjs";

const rows = JSON.parse(readFileSync(new URL("malformed_links.json", import.meta.url), "utf8"));
/** A row is the link, or a long one told by its parts. */
const links = rows.map((row) => (typeof row === "string" ? row : row.before + row.repeated.repeat(row.times) + row.after));

const browser = oneBrowser();

async function assertView({ page, record }, product) {
  const main = page.getByRole("main");
  await main.getByRole("heading", { level: 1 }).or(main.getByRole("heading", { level: 2 })).first().waitFor();
  assert.ok(page.url().startsWith(product.address), page.url().slice(0, 100));
  await assertQuiet({ page, record });
}

// Every third as the first that a page is asked for; all of them, one after the other, below.
forServed("malformed links", (product) => {
  for (const link of links.filter((_, n) => n % 3 === 0)) {
    it(JSON.stringify(link.length > 60 ? `${link.slice(0, 60)}… (${link.length})` : link), async (test) => {
      const visit = await newPage(test, browser());
      await open(visit.page, product.address + link);
      await assertView(visit, product);
    });
  }
});

forEachProduct("malformed links, one after the other", (product) => {
  it("each opens a view", async (test) => {
    const visit = await newPage(test, browser());
    await open(visit.page, product.address);
    for (const link of links) {
      await visit.page.goto(product.address + link);
      await assertView(visit, product);
    }
  });
});
