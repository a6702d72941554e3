// Find: what is typed and chosen, and the three ways in which hits are shown, in both products, by role and name.
import assert from "node:assert/strict";
import { it } from "node:test";
import { COLOUR_RULES, assertQuiet, axe, forServed, newPage, oneBrowser, open, picture, running, sideways } from "./harness.mjs";

const browser = oneBrowser();

/** Opens Find and waits for its first answer; what it asks for afterwards is nothing. */
async function visit(test, product, params = "", options = {}) {
  const visited = await newPage(test, browser(), options);
  await open(visited.page, `${product.address}#/1/find${params}`);
  await answered(visited.page);
  visited.record.requests.length = 0;
  return visited;
}

const results = (page) => page.getByRole("region", { name: "Results" });
const filters = (page) => page.getByRole("complementary", { name: "Filters" });
const group = (page, name) => filters(page).getByRole("group", { name, exact: true });
const found = (page) => page.locator("#found");
const numberOf = async (locator) => Number((await locator.innerText()).match(/\d+/)[0]);
/** Waits until what is shown answers what is asked. */
const answered = (page) => page.locator("section[aria-busy='false']").waitFor().then(() => page.getByText(/^\d+ of \d+ passages in/).first().waitFor());
/** The passages that are counted, once they are others than before. */
async function countAfter(page, before) {
  await page.waitForFunction((words) => document.querySelector("#found").textContent !== words, before);
  await answered(page);
  return numberOf(found(page));
}
const folded = (word) => word.normalize("NFD").replaceAll(/[^\p{L}\p{N}]/gu, "").toLowerCase();

forServed("find", (product) => {
  it("every spelling of a name is found; a filter gives what its count said; chips take it back", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    const all = await numberOf(found(page));
    let words = await found(page).innerText();
    await page.getByRole("searchbox", { name: /^Words/ }).fill("Kyiv");
    const typed = await countAfter(page, words);
    await page.getByRole("list", { name: "Also looked for" }).getByText("Kiev").waitFor();
    const marks = new Set(await results(page).locator("mark").allInnerTexts());
    assert.ok(marks.has("Kyiv") && marks.has("Kiev"), [...marks].join(", "));
    assert.ok(typed > 0 && typed < all, `${typed} of ${all}`);
    const people = await group(page, "Person").innerText();
    const outlet = group(page, "Outlet").getByRole("listitem").filter({ hasText: "Baner Club" });
    const promised = await numberOf(outlet.locator("b"));
    words = await found(page).innerText();
    await outlet.getByRole("checkbox").check();
    assert.equal(await countAfter(page, words), promised);
    assert.notEqual(await group(page, "Person").innerText(), people, "the counts of the other filters follow");
    assert.match(await outlet.innerText(), /\d+ of \d+/);
    assert.ok(await filters(page).locator("li.none").count() > 0, "what gives nothing stays, greyed");
    const shown = await results(page).innerText();
    await page.reload();
    await running(page);
    await answered(page);
    assert.equal(await results(page).innerText(), shown);
    visited.record.requests.length = 0;
    words = await found(page).innerText();
    await page.getByRole("list", { name: "Chosen filters" }).getByRole("button", { name: /Outlet: Baner Club/ }).click();
    assert.equal(await countAfter(page, words), typed);
    assert.equal(await page.evaluate(() => document.activeElement.id), "found", "the focus is not lost with the chip");
    assert.equal(await page.getByRole("list", { name: "Chosen filters" }).count(), 0);
    await page.goBack();
    assert.equal(await countAfter(page, `${typed} of`), promised);
    await page.getByRole("button", { name: "Clear all" }).click();
    await page.waitForURL(/find\?q=Kyiv$/);
    await page.getByRole("button", { name: "Only the spelling I typed" }).click();
    await page.waitForURL(/spelling=exact/);
    await page.getByRole("button", { name: "All spellings of a name" }).waitFor();
    assert.deepEqual(visited.record.requests, []);
    await assertQuiet(visited);
  });

  it("typing is no step of the history, and a screen reader is told once it rests", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    const steps = await page.evaluate(() => history.length);
    await page.evaluate(() => {
      window.__told = [];
      const live = document.querySelector("form[role=search] [role=status]");
      new MutationObserver(() => window.__told.push(live.textContent)).observe(live, { childList: true, characterData: true, subtree: true });
    });
    const words = await found(page).innerText();
    await page.getByRole("searchbox", { name: /^Words/ }).pressSequentially("talks", { delay: 30 });
    await countAfter(page, words);
    await page.waitForTimeout(600);
    const told = await page.evaluate(() => window.__told);
    assert.ok(told.length >= 1 && told.length <= 2, told.join(" | "));
    assert.equal(told.at(-1), await found(page).innerText());
    assert.equal(await page.evaluate(() => history.length), steps);
    assert.match(page.url(), /q=talks$/);
    await assertQuiet(visited);
  });

  it("what cannot be read is named with its place; the help tries every example", async (test) => {
    const visited = await visit(test, product, "?q=talks%20%22plan");
    const { page } = visited;
    await page.getByRole("list", { name: "What could not be read" }).getByText(/^At character 7: The phrase has no closing/).waitFor();
    await page.getByText("What can be typed").click();
    const examples = page.getByRole("table", { name: "The query language by examples" }).getByRole("link");
    assert.ok(await examples.count() > 10);
    await examples.filter({ hasText: "in:headline" }).click();
    await page.waitForURL(/q=in%3Aheadline$/);
    await answered(page);
    assert.equal(await page.getByRole("list", { name: "What could not be read" }).count(), 0);
    await assertQuiet(visited);
  });

  it("lines are aligned on the hit, sorted by the word on either side, copied and saved", async (test) => {
    const context = { permissions: ["clipboard-read", "clipboard-write"] };
    const visited = await visit(test, product, "?q=%22the%22", context);
    const { page } = visited;
    await page.getByRole("button", { name: "Lines" }).click();
    const table = page.getByRole("region", { name: "Hits as lines" }).getByRole("table");
    await table.getByRole("row").nth(3).waitFor();
    /** The words next to the hits: the last before them, or the first after them. */
    const beside = (column) => page.evaluate((column) => [...document.querySelectorAll("table[aria-rowcount] tbody tr")].map((row) => {
      const words = row.querySelector(`td.${column}`).textContent.slice(column === "right" ? row.querySelector("mark").textContent.length : 0).trim().split(/\s+/);
      return (column === "left" ? words.at(-1) : words[0]) ?? "";
    }), column);
    const sorted = (words) => {
      const plain = words.filter((w) => /^[a-z]+$/.test(w)).map(folded);
      return plain.length > 20 && plain.every((w, n) => n === 0 || plain[n - 1] <= w);
    };
    assert.ok(!sorted(await beside("left")));
    await page.getByRole("button", { name: "Word before" }).click();
    await page.locator("th[aria-sort]", { hasText: "Before" }).waitFor();
    await answered(page);
    assert.ok(sorted(await beside("left")), (await beside("left")).join(" "));
    await page.getByRole("button", { name: "Word after" }).click();
    await page.locator("th[aria-sort]", { hasText: "After" }).waitFor();
    await answered(page);
    assert.ok(sorted(await beside("right")), (await beside("right")).join(" "));
    assert.match(page.url(), /as=lines&sort=right/);
    const edges = await page.evaluate(() => [...document.querySelectorAll("table[aria-rowcount] tbody mark")].map((m) => m.getBoundingClientRect().left));
    assert.ok(Math.max(...edges) - Math.min(...edges) < 1, "the hits stand below each other");
    await picture(page, "find-lines");
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as CSV" }).click()]);
    assert.equal(download.suggestedFilename(), "parallax-lines.csv");
    const stream = await download.createReadStream();
    let csv = "";
    for await (const piece of stream) csv += piece;
    const rows = Number(await table.getAttribute("aria-rowcount"));
    assert.equal(csv.trim().split("\r\n").length, rows);
    assert.match(csv, /^\ufeffoutlet,published,before,hit,after,article,start,end\r\n/);
    await page.getByRole("button", { name: "Copy as a table" }).click();
    await page.getByText("Copied.").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied.trim().split("\n").length, rows);
    assert.ok(copied.trim().split("\n").every((line) => line.split("\t").length === 8));
    await assertQuiet(visited);
  });

  it("the plot has a strip for every article that was found, and its ticks lead there", async (test) => {
    const visited = await visit(test, product, "?q=plan&as=plot");
    const { page } = visited;
    const strips = results(page).getByRole("listitem").filter({ has: page.locator("svg.xray") });
    const articles = Number((await found(page).innerText()).match(/in (\d+) article/)[1]);
    assert.equal(await strips.count(), articles);
    const outlets = await strips.locator(".outlet").allInnerTexts();
    assert.deepEqual(outlets, [...outlets].sort(), "those of an outlet together");
    const first = strips.first();
    const places = await numberOf(first.locator("summary"));
    assert.equal(await first.locator("svg a").count(), places);
    const at = await first.locator("svg .tick").evaluateAll((ticks) => ticks.map((tick) => Number(tick.getAttribute("x"))));
    assert.ok(at.every((x, n) => x >= (at[n - 1] ?? 0) && x < 1000), at.join(" "));
    await picture(page, "find-plot");
    await first.locator("summary").click();
    assert.equal(await first.getByRole("link", { name: /at word \d+$/ }).count(), places);
    await first.locator("svg a").last().click();
    await page.waitForURL(/#\/1\/read\/.*at=/);
    await page.goBack();
    await answered(page);
    await assertQuiet(visited);
  });

  it("days are chosen in the histogram and kept in the address", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    await page.getByText("When", { exact: true }).click();
    const form = page.getByRole("form", { name: /choose days/ });
    const all = await found(page).innerText();
    await form.getByLabel("to").fill("2025-11-24");
    await form.getByRole("button", { name: "Show these days" }).click();
    const some = await countAfter(page, all);
    assert.ok(some > 0 && some < Number(all.match(/\d+/)[0]), `${some}`);
    await page.waitForURL(/to=2025-11-24$/);
    await page.getByRole("list", { name: "Chosen filters" }).getByRole("button", { name: /Days:/ }).waitFor();
    await page.reload();
    await running(page);
    await answered(page);
    assert.equal(await numberOf(found(page)), some);
    visited.record.requests.length = 0;
    // By the mouse: from the left edge of the bars to their middle.
    await page.getByRole("button", { name: "Clear all" }).click();
    await page.waitForURL(/find$/);
    await answered(page);
    const box = await page.getByRole("img", { name: /^Passages by date/ }).boundingBox();
    await page.mouse.move(box.x + 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/from=2025-\d\d-\d\d&to=2025/);
    await picture(page, "find-days");
    await assertQuiet(visited);
  });

  it("the other values of a facet are opened and looked through", async (test) => {
    const visited = await visit(test, product, "?q=plan");
    const { page } = visited;
    const people = group(page, "Person");
    const before = await people.getByRole("checkbox").count();
    const more = people.getByRole("button", { name: /^\d+ more$/ });
    const beside = await numberOf(more);
    await more.click();
    await people.getByRole("checkbox").nth(before).waitFor();
    assert.ok(await people.getByRole("checkbox").count() <= before + beside);
    const name = (await people.getByRole("listitem").nth(before + 1).locator("bdi").innerText()).split(" ").at(-1);
    await people.getByRole("searchbox").fill(name.toUpperCase());
    await page.waitForFunction((n) => [...document.querySelectorAll("fieldset")].find((f) => f.querySelector("legend").textContent === "Person").querySelectorAll("input[type=checkbox]").length < n, before + beside);
    const last = people.getByRole("listitem").last();
    assert.match(await last.innerText(), new RegExp(name));
    const promised = await numberOf(last.locator("b"));
    const words = await found(page).innerText();
    await last.getByRole("checkbox").check();
    assert.equal(await countAfter(page, words), promised);
    await assertQuiet(visited);
  });

  it("a saved search is there after a reload, and goes when it is removed", async (test) => {
    const visited = await visit(test, product, "?q=talks&as=plot");
    const { page } = visited;
    await page.getByText("Saved searches (0)").click();
    await page.getByRole("textbox", { name: "Name" }).fill("Where they talk");
    await page.getByRole("button", { name: "Save this search" }).click();
    await page.getByText("Saved searches (1)").waitFor();
    await page.goto(`${product.address}#/1/find`);
    await page.reload();
    await running(page);
    await answered(page);
    await page.getByText("Saved searches (1)").click();
    await page.getByRole("list", { name: "Saved searches" }).getByRole("link", { name: "Where they talk" }).click();
    await page.waitForURL(/q=talks&as=plot$/);
    await answered(page);
    await page.getByRole("button", { name: "Remove Where they talk" }).click();
    await page.getByText("Saved searches (0)").waitFor();
    visited.record.requests.length = 0;
    await assertQuiet(visited);
  });

  it("a long list draws what is seen, whichever way one goes through it", async (test) => {
    const visited = await visit(test, product, "?q=%22the%22&as=lines");
    const { page } = visited;
    const rows = () => page.evaluate(() => [...document.querySelectorAll("table[aria-rowcount] tbody tr")].map((row) => Number(row.getAttribute("aria-rowindex"))));
    const total = Number(await page.locator("table[aria-rowcount]").getAttribute("aria-rowcount"));
    assert.ok(total > 150, `${total} lines`);
    assert.deepEqual((await rows()).slice(0, 2), [2, 3]);
    assert.ok((await rows()).length <= 100);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.waitForFunction((last) => document.querySelector("table[aria-rowcount] tbody tr:last-child")?.getAttribute("aria-rowindex") === last, `${total}`);
    assert.ok((await rows()).length <= 100);
    const now = await page.evaluate(() => document.documentElement.scrollHeight);
    assert.ok(Math.abs(now - height) < 200, `the page keeps its height: ${height}, ${now}`);
    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForFunction(() => document.querySelector("table[aria-rowcount] tbody tr")?.getAttribute("aria-rowindex") === "2");
    // Without scrolling: the button after the rows.
    await page.getByRole("button", { name: /^Rows from 101 of/ }).press("Enter");
    await page.waitForFunction(() => Number(document.querySelector("table[aria-rowcount] tbody tr")?.getAttribute("aria-rowindex")) > 2);
    await assertQuiet(visited);
  });

  it("by the keyboard alone: type, filter, lines, a hit in its article", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    const focused = (name) => page.evaluate((name) => document.activeElement?.textContent.trim().startsWith(name), name);
    const tabUntil = async (there) => {
      for (let step = 0; step < 200; step += 1) {
        if (await there()) return;
        await page.keyboard.press("Tab");
      }
      assert.fail("Tab does not reach it");
    };
    await tabUntil(() => page.evaluate(() => document.activeElement?.id === "query"));
    const words = await found(page).innerText();
    await page.keyboard.type("talks");
    await countAfter(page, words);
    await tabUntil(() => page.evaluate(() => document.activeElement?.type === "checkbox"));
    await page.keyboard.press("Space");
    await page.waitForURL(/q=talks&outlet=/);
    await tabUntil(() => focused("Lines"));
    await page.keyboard.press("Enter");
    await page.waitForURL(/as=lines/);
    await page.getByRole("region", { name: "Hits as lines" }).waitFor();
    await tabUntil(() => page.evaluate(() => document.activeElement?.closest("tbody") !== null && document.activeElement?.tagName === "A"));
    await page.keyboard.press("Enter");
    await page.waitForURL(/#\/1\/read\//);
    await assertQuiet(visited);
  });

  for (const [name, params] of Object.entries({ passages: "?q=plan", lines: "?q=plan&as=lines&sort=left", plot: "?q=plan&as=plot", days: "?to=2025-11-24", nothing: "?q=nosuchword" })) {
    it(`${name}: no sideways scroll at 320 pixels; axe-core finds nothing`, async (test) => {
      const visited = await visit(test, product, params, { viewport: { width: 320, height: 640 }, colorScheme: "light", bypassCSP: true });
      const { page } = visited;
      assert.equal(await sideways(page), 0);
      await page.evaluate(() => document.querySelectorAll("details").forEach((part) => { part.open = true; }));
      assert.equal(await sideways(page), 0, "with everything open");
      assert.deepEqual(await axe(page), []);
      await picture(page, `find-${name}-320-light`);
      await page.emulateMedia({ colorScheme: "dark" });
      assert.deepEqual(await axe(page, ...COLOUR_RULES), []);
      await picture(page, `find-${name}-320-dark`);
      await assertQuiet(visited);
    });
  }
});
