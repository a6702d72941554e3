// The Read view: the card of a name by hover, focus and tap; the steps from mention to mention; the strip beside the text;
// notes on passages. By role and name, in both products.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";
import { assertQuiet, axe, forServed, newPage, oneBrowser, open, picture, running, sideways } from "./harness.mjs";

const browser = oneBrowser();

async function visit(test, product, hash = "#/1/read", options = {}) {
  const visited = await newPage(test, browser(), options);
  await open(visited.page, product.address + hash);
  await text(visited.page).first().waitFor();
  return visited;
}

const text = (page) => page.locator("[data-text]");
const mark = (page, words) => text(page).getByRole("link", { name: words, exact: true }).first();
const leaf = (page) => page.getByRole("group", { name: "Marco Rubio" });
const focused = (page) => page.evaluate(() => document.activeElement.textContent);
const RUBIO = "#/1/read?who=person%2Fmarco-rubio";

/** Selects the first words of the second paragraph, as a reader does with the mouse. */
async function select(page, words) {
  return page.evaluate((words) => {
    const blocks = [...document.querySelectorAll("[data-from]")];
    const block = blocks.find((block) => block.textContent.includes(words));
    const at = block.textContent.indexOf(words);
    const range = document.createRange();
    const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let before = 0, node = walk.nextNode(); node; before += node.length, node = walk.nextNode()) {
      if (before <= at && at < before + node.length) range.setStart(node, at - before);
      if (before < at + words.length && at + words.length <= before + node.length) range.setEnd(node, at + words.length - before);
    }
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }, words);
}

forServed("read", (product) => {
  it("a card comes by hover, can be pointed at, and goes with Escape or when the pointer leaves", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    const rubio = mark(page, "Marco Rubio").or(text(page).getByRole("link", { name: /Rubio$/ })).first();
    await rubio.hover();
    await leaf(page).waitFor();
    assert.match(await leaf(page).innerText(), /person · \d+ mentions in \d outlets/);
    assert.match(await leaf(page).innerText(), /XNN24/);
    await leaf(page).getByRole("link", { name: "Keep in the margin" }).hover();
    await page.waitForTimeout(600);
    assert.ok(await leaf(page).isVisible(), "the card can be pointed at");
    await picture(page, "read-card");
    await page.keyboard.press("Escape");
    await leaf(page).waitFor({ state: "detached" });
    await page.mouse.move(2, 2);
    await rubio.hover();
    await leaf(page).waitFor();
    await page.mouse.move(2, 2);
    await leaf(page).waitFor({ state: "detached" });
    await rubio.click();
    await page.getByRole("region", { name: "Marco Rubio" }).waitFor();
    assert.match(page.url(), /who=person%2Fmarco-rubio&nth=1/);
    await assertQuiet(visited);
  });

  it("a card comes with the focus, and Enter keeps it in the margin", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    const first = text(page).getByRole("link").first();
    for (let step = 0; step < 60 && !(await first.evaluate((link) => link === document.activeElement)); step += 1) await page.keyboard.press("Tab");
    const card = page.getByRole("group").filter({ has: page.getByRole("link", { name: "Keep in the margin" }) });
    await card.waitFor();
    const name = await card.getByRole("heading").innerText();
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "detached" });
    assert.ok(await first.evaluate((link) => link === document.activeElement), "the focus stays");
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name, exact: true }).waitFor();
    await assertQuiet(visited);
  });

  it("the first tap shows the card, the second keeps it", async (test) => {
    const visited = await visit(test, product, "#/1/read", { hasTouch: true, viewport: { width: 390, height: 800 } });
    const { page } = visited;
    const rubio = text(page).getByRole("link", { name: /Rubio$/ }).first();
    await rubio.tap();
    await leaf(page).waitFor();
    assert.doesNotMatch(page.url(), /who=/);
    assert.equal(await sideways(page), 0);
    await rubio.tap();
    await page.waitForURL(/who=person%2Fmarco-rubio/);
    await assertQuiet(visited);
  });

  it("next and previous mention go round, are told and take the focus along", async (test) => {
    const visited = await visit(test, product, RUBIO);
    const { page } = visited;
    const card = page.getByRole("region", { name: "Marco Rubio" });
    const told = card.getByRole("status");
    const all = Number((await told.innerText()).match(/(\d+) mentions? here/)[1]);
    await card.getByRole("button", { name: "Next mention" }).click();
    assert.match(await told.innerText(), new RegExp(`1 of ${all}`));
    assert.match(await focused(page), /Rubio/);
    const seen = await page.evaluate(() => {
      const { top, bottom } = document.activeElement.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
    assert.ok(seen, "the mention is in the window");
    await page.keyboard.press("Alt+ArrowDown");
    assert.match(await told.innerText(), new RegExp(`${Math.min(2, all)} of ${all}`));
    await page.keyboard.press("Alt+ArrowUp");
    await page.keyboard.press("Alt+ArrowUp");
    assert.match(await told.innerText(), new RegExp(`${all} of ${all}`), "before the first is the last");
    assert.match(page.url(), new RegExp(`nth=${all}`));
    await page.reload();
    await running(page);
    assert.match(await told.innerText(), new RegExp(`${all} of ${all}`));
    await assertQuiet(visited);
  });

  it("the strip tells where the marks lie and leads there", async (test) => {
    const visited = await visit(test, product, RUBIO);
    const { page } = visited;
    const strip = page.getByRole("navigation", { name: /^Where the marks lie/ });
    assert.match(await strip.getByText("first, second and last third").textContent(), /People: \d+, \d+, \d+/);
    const paragraph = strip.getByRole("link", { name: /^Paragraph \d+: .*\d/ }).last();
    await paragraph.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/at=\d+-\d+/);
    assert.equal(await page.evaluate(() => document.activeElement.id), "here");
    await strip.getByRole("link", { name: /^Mention 1: / }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/nth=1/);
    assert.match(await focused(page), /Rubio/);
    await page.setViewportSize({ width: 600, height: 800 });
    assert.ok(!(await strip.isVisible()), "there is no room for it on a narrow screen");
    await assertQuiet(visited);
  });

  it("a note is written on selected words, kept, marked, exported, removed and brought back", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    const block = await page.locator("[data-from]").nth(1).innerText();
    const words = block.slice(4, 60).replace(/\s*\S*$/, "");
    await select(page, words);
    await page.getByRole("button", { name: "Note on this passage" }).click();
    const form = page.getByRole("form", { name: "Note on a passage" });
    await form.getByRole("textbox", { name: "Note" }).fill("Who says so?\nAsk.");
    await form.getByRole("textbox", { name: /^Tags/ }).fill("voice, to check");
    await picture(page, "read-note");
    await form.getByRole("button", { name: "Keep the note" }).click();
    const notes = page.getByRole("region", { name: "Your notes" });
    const told = notes.getByRole("listitem");
    assert.match(await told.innerText(), /Who says so\?\s+Ask\.\s+voice · to check/);
    await page.reload();
    await running(page);
    assert.match(await told.innerText(), /voice · to check/);
    assert.equal((await text(page).locator("mark.mark-note").allInnerTexts()).join(""), words);
    await told.getByRole("link").click();
    await page.waitForURL(/at=\d+-\d+/);
    const [download] = await Promise.all([page.waitForEvent("download"), notes.getByRole("button", { name: "Web Annotations" }).click()]);
    const { items } = JSON.parse(await readFile(await download.path(), "utf8"));
    assert.equal(items.length, 1);
    assert.equal(items[0].target.selector[1].exact, words);
    assert.deepEqual(items[0].body.map(({ value }) => value), ["Who says so?\nAsk.", "voice", "to check"]);
    await told.getByRole("button", { name: /^Edit/ }).click();
    await form.getByRole("textbox", { name: "Note" }).fill("Asked.");
    await form.getByRole("button", { name: "Keep the note" }).click();
    assert.match(await told.innerText(), /Asked\.\s+voice/);
    await told.getByRole("button", { name: /^Remove/ }).click();
    assert.equal(await told.count(), 0);
    await notes.getByRole("button", { name: "Undo" }).click();
    assert.equal(await told.count(), 1);
    await assertQuiet(visited);
  });

  it("a note is written on the passage of a link, with the keyboard alone", async (test) => {
    const visited = await visit(test, product, "#/1/read?at=0-40");
    const { page } = visited;
    await page.getByRole("button", { name: "Note on the passage" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("form", { name: "Note on a passage" }).waitFor();
    await page.keyboard.type("mine");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.match(await page.getByRole("region", { name: "Your notes" }).getByRole("listitem").innerText(), /mine/);
    await assertQuiet(visited);
  });

  it("marks in marks keep the words whole", async (test) => {
    const layers = "person,organisation,place,other,quote,reported,cue,date,figure,condition,hedge,judgement,note";
    const { page } = await visit(test, product, "#/1/read?layers=");
    const plain = await page.locator("[data-from]").allTextContents();
    await open(page, `${product.address}#/1/read?layers=${layers}`);
    await page.reload();
    await running(page);
    await text(page).first().waitFor();
    assert.deepEqual(await page.locator("[data-from]").allTextContents(), plain);
    assert.ok((await page.locator("mark mark").count()) > 0, "marks lie in marks");
    await picture(page, "read-layers");
  });

  for (const colorScheme of ["light", "dark"]) {
    it(`axe-core finds nothing with the card, the strip and the form open, ${colorScheme}`, async (test) => {
      const { page } = await visit(test, product, RUBIO, { colorScheme, bypassCSP: true });
      await text(page).getByRole("link").last().hover();
      await page.getByRole("link", { name: "Keep in the margin" }).waitFor();
      assert.deepEqual(await axe(page), []);
      await page.mouse.move(2, 2);
      await select(page, (await page.locator("[data-from]").first().innerText()).slice(0, 20));
      await page.getByRole("button", { name: "Note on this passage" }).click();
      await page.getByRole("form").waitFor();
      assert.deepEqual(await axe(page), []);
      await picture(page, `read-${colorScheme}`);
    });
  }

  it("two texts stand beside each other, and a narrow screen needs no sideways scroll", async (test) => {
    const visited = await visit(test, product, "#/1/read", { viewport: { width: 1440, height: 900 } });
    const { page } = visited;
    await page.getByRole("link", { name: "Put Baner Club beside" }).click();
    await text(page).nth(1).waitFor();
    const tops = await text(page).evaluateAll((texts) => texts.map((text) => text.getBoundingClientRect().left));
    assert.ok(tops[1] > tops[0] + 200, "side by side");
    await picture(page, "read-two");
    for (const width of [1000, 320]) {
      await page.setViewportSize({ width, height: 800 });
      assert.equal(await sideways(page), 0, `at ${width} pixels`);
      await picture(page, `read-two-${width}`);
    }
    await assertQuiet(visited);
  });
});
