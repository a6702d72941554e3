// Any link, however malformed, opens a valid view: never a blank page, an error, a dialog or a stranger's script.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { assertQuiet, launch, newPage, open, products } from "./harness.mjs";

const rows = JSON.parse(readFileSync(new URL("malformed_links.json", import.meta.url), "utf8"));
/** A row is the link, or a long one told by its parts. */
const links = rows.map((row) => (typeof row === "string" ? row : row.before + row.repeated.repeat(row.times) + row.after));

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

for (const product of products) {
  describe(`${product.name}, malformed links`, () => {
    before(() => product.start());
    after(() => product.stop());

    for (const link of links) {
      it(JSON.stringify(link.length > 60 ? `${link.slice(0, 60)}… (${link.length})` : link), async () => {
        const visit = await newPage(browser);
        await open(visit.page, product.address + link);
        const heading = visit.page.getByRole("main").getByRole("heading", { level: 1 }).or(visit.page.getByRole("main").getByRole("heading", { level: 2 }));
        await heading.first().waitFor();
        assert.ok(visit.page.url().startsWith(product.address), visit.page.url().slice(0, 100));
        await assertQuiet(visit);
        await visit.context.close();
      });
    }
  });
}
