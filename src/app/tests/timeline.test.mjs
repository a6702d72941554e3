// The line of time, by role and name, in both products: bars and events of the shipped corpus, a range chosen with the
// keyboard and with the mouse, what was known of an event when.
import assert from "node:assert/strict";
import { it } from "node:test";
import { assertQuiet, forServed, newPage, oneBrowser, open, picture, running, sideways } from "./harness.mjs";

const browser = oneBrowser();

async function visit(test, product, hash = "#/1/timeline", options = {}) {
  const visited = await newPage(test, browser(), options);
  await open(visited.page, product.address + hash);
  await visited.page.getByRole("heading", { level: 1 }).waitFor();
  return visited;
}

const bars = (page) => page.getByRole("img", { name: /^Articles by day/ });
const events = (page) => page.getByRole("region", { name: /^Events/ });
const articles = (page) => page.getByRole("region", { name: /^Articles(,|$)/ });
const days = (page) => page.getByRole("form", { name: /choose days/ });

forServed("timeline", (product) => {
  it("opens from the head of the page, with bars, events in the order of their days and every article", async (test) => {
    const visited = await visit(test, product, "");
    const { page } = visited;
    await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Timeline" }).click();
    await bars(page).waitFor();
    await page.getByText("5 articles: 5 with known days, 3 of them only as a window of days").waitFor();
    const told = await events(page).getByRole("heading", { level: 3 }).allInnerTexts();
    assert.deepEqual(told, ["23 Nov 2025", "30 Nov 2025", "Day not known"]);
    await events(page).getByText("4 articles tell it, 1 refers to it").waitFor();
    assert.equal(await articles(page).getByRole("listitem").count(), 5);
    await page.getByText("As a table").click();
    const rows = await page.getByRole("table", { name: "Articles by day" }).getByRole("row").allInnerTexts();
    assert.equal(rows.length, 10, "nine days and the head");
    assert.match(rows[2], /^24 Nov 2025\s+1\s+2$/, "one article for sure, two windows that touch the day");
    await picture(page, "timeline");
    await assertQuiet(visited);
  });

  it("days are chosen with the keyboard, and Back undoes it", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    await days(page).getByLabel("From").fill("2025-11-30");
    await days(page).getByLabel("to", { exact: true }).fill("2025-12-01");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Events, 30 Nov 2025 – 1 Dec 2025" }).waitFor();
    assert.match(page.url(), /#\/1\/timeline\?from=2025-11-30&to=2025-12-01$/);
    assert.equal(await articles(page).getByRole("listitem").count(), 1);
    assert.deepEqual(await events(page).getByRole("heading", { level: 3 }).allInnerTexts(), ["30 Nov 2025"]);
    await page.reload();
    await running(page);
    assert.equal(await days(page).getByLabel("From").inputValue(), "2025-11-30");
    await page.goBack();
    await page.getByRole("heading", { name: "Events", exact: true }).waitFor();
    assert.equal(await articles(page).getByRole("listitem").count(), 5);
    await page.goForward();
    await days(page).getByRole("button", { name: "All days" }).click();
    await page.getByRole("heading", { name: "Events", exact: true }).waitFor();
    visited.record.requests.length = 0;
    await assertQuiet(visited);
  });

  it("a bar is chosen in the table", async (test) => {
    const { page } = await visit(test, product);
    await page.getByText("As a table").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Show 24 Nov 2025" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Articles, 24 Nov 2025" }).waitFor();
    assert.equal(await articles(page).getByRole("listitem").count(), 3);
  });

  it("days are chosen by dragging over the bars", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    const place = await bars(page).boundingBox();
    const at = (n) => place.x + place.width * (n + 0.5) / 9;
    await page.mouse.move(at(3), place.y + 40);
    await page.mouse.down();
    await page.mouse.move(at(2), place.y + 30, { steps: 3 });
    await page.mouse.move(at(1), place.y - 60, { steps: 3 });    // above the bars, still held
    await page.mouse.up();
    await page.getByRole("heading", { name: "Articles, 24–26 Nov 2025" }).waitFor();
    assert.match(page.url(), /from=2025-11-24&to=2025-11-26$/);
    assert.equal(await articles(page).getByRole("listitem").count(), 4);
    await page.goBack();
    await page.getByRole("heading", { name: "Articles", exact: true }).waitFor();
    await assertQuiet(visited);
  });

  it("an event leads to its comparison, an article to its text", async (test) => {
    const { page } = await visit(test, product);
    await events(page).getByRole("link", { name: "Compare: Florida talks" }).click();
    await page.getByRole("heading", { level: 1, name: "Florida talks" }).waitFor();
    await page.goBack();
    await articles(page).getByRole("link", { name: "XNN24" }).click();
    await page.getByRole("navigation", { name: "Articles" }).waitFor();
    assert.match(page.url(), /#\/1\/read\/002/);
  });

  it("what was known when: who was first is only said where the days allow it", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    await events(page).getByRole("link", { name: "Geneva talks", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Geneva talks: what was known when" }).waitFor();
    const table = page.getByRole("region", { name: "Who told what first" }).getByRole("table");
    const heads = await table.getByRole("columnheader").allInnerTexts();
    assert.equal(heads.length, 6);
    assert.match(heads[1], /some day of 23–29 Nov 2025/);
    assert.match(heads[5], /Wyoming Star\s+1 Dec 2025/);
    const points = await table.getByRole("row", { name: /^Points of the proposal/ }).getByRole("cell").allInnerTexts();
    assert.match(points[0], /^first\?\s+28-point/);
    assert.match(points[3], /otherwise\s+19 proposals/);
    const all = await table.getByRole("cell").allInnerTexts();
    assert.ok(all.includes("left out"));
    const known = page.getByRole("region", { name: "What was known when" });
    await known.getByText("before: 28-point; told by XNN24").first().waitFor();
    await table.getByRole("row", { name: /^Points of the proposal/ }).getByRole("link", { name: "otherwise" }).first().click();
    await page.getByRole("navigation", { name: "Articles" }).waitFor();
    assert.match(page.url(), /#\/1\/read\/003.*at=/);
    await page.goBack();
    await picture(page, "known");
    await known.getByRole("link", { name: "Compare them" }).click();
    await page.getByRole("heading", { level: 1, name: "Geneva talks", exact: true }).waitFor();
    await page.goto(product.address + "#/1/timeline/atlantis");
    await page.getByRole("status").filter({ hasText: "does not have" }).waitFor();
    await assertQuiet(visited);
  });

  it("on a narrow screen the events come first, in the dark as well", async (test) => {
    const options = { viewport: { width: 320, height: 640 }, colorScheme: "dark" };
    const visited = await visit(test, product, "#/1/timeline/geneva", options);
    const { page } = visited;
    assert.equal(await sideways(page), 0);
    const top = async (locator) => (await locator.boundingBox()).y;
    assert.ok((await top(events(page))) < (await top(bars(page))));
    await picture(page, "timeline-narrow");
  });
});
