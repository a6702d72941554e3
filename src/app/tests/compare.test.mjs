// Every part of the comparison, by role and name, in both products: what it shows of the shipped corpus, what opens, what
// can be taken along, what is kept, and how it stands on a narrow screen and on paper.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";
import { assertQuiet, forServed, newPage, oneBrowser, open, picture, running, sideways } from "./harness.mjs";

const browser = oneBrowser();
const OUTLETS = ["Interbellum News", "Baner Club", "XNN24", "8PM News", "Wyoming Star"];
const ALL_OPEN = "#/1/compare/geneva?turned=voices,names,burdens,frames,words";

async function visit(test, product, hash = "#/1/compare/geneva", options = {}) {
  const visited = await newPage(test, browser(), options);
  await open(visited.page, product.address + hash);
  return visited;
}

const region = (page) => page.getByRole("region", { name: "Comparison" });
const jump = (page, name) => page.getByRole("navigation", { name: "Parts of the comparison" }).getByRole("button", { name });
// The sign before the name tells whether the part is open.
const part = (page, name) => region(page).getByRole("heading", { level: 2 }).getByRole("button", { name: new RegExp(`${name}$`) });
const row = (page, name) => region(page).getByRole("row", { name });
const cells = (line) => line.getByRole("cell");

forServed("compare", (product) => {
  it("the overview answers at one look: who leads, who quotes no one, who is heard, what only one tells", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    const led = await cells(row(page, /^Said to lead a side/)).allInnerTexts();
    assert.match(led[0], /Marco Rubio/);
    assert.match(led[0], /Andriy Yermak/);
    assert.match(led[2], /Andriy Yermak/);
    const marks = await cells(row(page, /^Words in quotation marks/)).allInnerTexts();
    assert.equal(marks[0].trim(), "quotes no one");
    assert.ok(Number(marks[2]) > 50, marks[2]);
    assert.match((await cells(row(page, /^Sides heard/)).allInnerTexts())[1], /Russia/);
    assert.ok((await cells(row(page, /^Told only here/).first()).allInnerTexts()).some((text) => Number(text) > 2));
    await assertQuiet(visited);
  });

  it("each part has a button with its number of lines, which opens it where it is folded", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    for (const name of ["Overview", "The account", "Voices", "One utterance, its wordings", "Facts", "Names", "Who must move", "Frames", "Words"]) {
      assert.ok(Number((await jump(page, name).innerText()).match(/\d+$/)[0]) > 0, name);
    }
    assert.equal(await part(page, "Names").getAttribute("aria-expanded"), "false");
    await jump(page, /^Names/).click();
    await row(page, /^Volodymyr Zelensk/).first().waitFor();
    assert.match(page.url(), /turned=names/);
    await page.reload();
    await running(page);
    assert.equal(await part(page, "Names").getAttribute("aria-expanded"), "true");
    await part(page, "Names").click();
    assert.doesNotMatch(page.url(), /turned/);
    await assertQuiet(visited);
  });

  it("the account sets passages level, marks what differs and says why a cell is empty", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    const line = row(page, /tremendous/).first();
    const told = await cells(line).allInnerTexts();
    assert.match(told[1], /“tremendous amount of progress,”/);
    assert.match(told[2], /“tremendous” amount of progress/);
    assert.match(told[0], /^left out$/);
    assert.ok(await line.locator("mark").count() > 2);
    assert.match(await line.getByRole("link", { name: "Read in its context" }).first().getAttribute("href"), /^#\/1\/read\/.*at=/);
    await assertQuiet(visited);
  });

  it("Back from a passage returns to the place where it was left", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    const link = row(page, /superseded.*28-point/).first().getByRole("link", { name: "Read in its context" }).first();
    await link.scrollIntoViewIfNeeded();
    const left = await page.evaluate(() => scrollY);
    assert.ok(left > 1000, `only ${left} pixels down`);
    await link.click();
    await page.getByRole("navigation", { name: "Articles" }).waitFor();
    await page.goBack();
    await page.waitForFunction((y) => Math.abs(scrollY - y) < 40, left);
    await assertQuiet(visited);
  });

  it("voices: a line per source, and verbs of saying by class", async (test) => {
    const visited = await visit(test, product, ALL_OPEN);
    const { page } = visited;
    const rubio = await cells(row(page, /^Marco Rubio Why this\?/).first()).allInnerTexts();
    assert.match(rubio[0], /not heard/);
    assert.match(rubio[2], /words quoted/);
    assert.match((await cells(row(page, /^Neutral/)).allInnerTexts())[2], /say/);
    await assertQuiet(visited);
  });

  it("one utterance: what Rubio said in each version, word by word, and what looks alike kept apart", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    const said = row(page, /^Marco Rubio.*tremendous/);
    const told = await cells(said).allInnerTexts();
    assert.match(told[1], /partly in quotation marks/);
    assert.match(told[2], /tremendous/);
    const below = region(page).locator("tr.collation").filter({ hasText: "tremendous" }).first();
    await below.locator("summary").click();
    const table = below.getByRole("region", { name: /^Word by word/ });
    assert.deepEqual(await table.getByRole("rowheader").allInnerTexts(), ["Baner Club", "XNN24"]);
    assert.match(await below.innerText(), /other speaker: Donald Trump/);
    await picture(page, "utterance");
    await assertQuiet(visited);
  });

  it("a pasted text stands beside the wordings, stays over a reload, and can be taken away", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    await page.getByText("Hold the wordings against a text of your own").click();
    const field = page.getByRole("textbox", { name: /^A transcript/ });
    await field.fill("Thank you all for coming. The teams made a tremendous amount of progress today. Good night.");
    await field.blur();
    const yours = region(page).getByRole("rowheader", { name: "your text", includeHidden: true });
    await yours.first().waitFor({ state: "attached" });
    assert.ok(await yours.count() >= 1);
    await page.reload();
    await running(page);
    await page.getByText("Hold the wordings against a text of your own").click();
    await page.getByText(/^It stands beside \d/).waitFor();
    await page.getByRole("button", { name: "Take it away" }).click();
    await yours.first().waitFor({ state: "detached" });
    await assertQuiet(visited);
  });

  it("facts carry a verdict, an answer per outlet and a reason for each silence", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    const points = row(page, /superseded.*28-point/).first();
    const told = await cells(points).allInnerTexts();
    assert.match(told[0], /28-point/);
    assert.match(told[3], /19 proposals/);
    assert.match(told[4], /19 points/);
    await row(page, /conflicts.*since early 2022.*third year/).first().waitFor();
    const alone = row(page, /^Only here/);
    await alone.locator("summary").first().click();
    assert.ok(await alone.locator("p.passage").count() > 5);
    await assertQuiet(visited);
  });

  it("names: forms, who gets an office, and one outlet read with the words of another", async (test) => {
    const visited = await visit(test, product, "#/1/compare/geneva?turned=names");
    const { page } = visited;
    assert.match((await cells(row(page, /^Kyiv Why this\?/)).allInnerTexts())[2], /Kiev/);
    await page.getByRole("combobox", { name: "Read" }).selectOption({ label: "Interbellum News" });
    await page.getByRole("combobox", { name: "with the words of" }).selectOption({ label: "Baner Club" });
    await page.locator(".swapped ins").first().waitFor();
    assert.match(page.url(), /swap=/);
    const swapped = await page.locator(".swapped").innerText();
    await page.reload();
    await running(page);
    assert.equal(await page.locator(".swapped").innerText(), swapped);
    await assertQuiet(visited);
  });

  it("who must move, frames and words hold their evidence", async (test) => {
    const visited = await visit(test, product, ALL_OPEN);
    const { page } = visited;
    await row(page, /^Conflict/).first().waitFor();
    const words = await cells(row(page, /z \d/).first()).allInnerTexts();
    assert.match(words.join(" "), /\d+ of \d+ words here, \d+ of \d+ elsewhere, z \d/);
    await row(page, /unless|must|if|only/i).first().waitFor();
    await assertQuiet(visited);
  });

  it("why? opens the rule, and a note on a cell is kept and goes along", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    await page.getByRole("button", { name: "Why this? Words on the event" }).click();
    assert.match(page.url(), /open=words$/);
    await page.getByText(/Words of the sentences that tell the event.*It rests on 5 columns of 5\. \d+ places in \d+ sentences\.$/).waitFor();
    const note = page.getByRole("textbox", { name: "Your note on XNN24" });
    await note.fill("=longest, by far");
    await page.reload();
    await running(page);
    assert.equal(await page.getByRole("textbox", { name: "Your note on XNN24" }).inputValue(), "=longest, by far");
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "CSV", exact: true }).last().click()]);
    assert.match(file.suggestedFilename(), /^parallax-geneva-overview\.csv$/);
    assert.match(await readFile(await file.path(), "utf8"), /"'=longest, by far"/);
    await page.getByRole("button", { name: "Close" }).click();
    assert.doesNotMatch(page.url(), /open=/);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Why this? Words on the event");
    await page.goBack();
    await note.press("Escape");
    assert.ok(await note.isVisible(), "Escape in a field of text closes nothing");
    await page.getByRole("button", { name: "Close" }).press("Escape");
    await note.waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Why this? Words on the event");
    await assertQuiet(visited);
  });

  it("the whole is taken along in four forms, and cited with corpus and link", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    await page.getByText("Take it along, cite, print").click();
    const take = async (name) => {
      const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name, exact: true }).first().click()]);
      return readFile(await file.path(), "utf8");
    };
    const json = JSON.parse(await take("JSON"));
    assert.deepEqual(json.columns.map((column) => column.head), OUTLETS);
    assert.equal(json.parts.length, 9);
    assert.ok((await take("CSV")).split("\r\n").length > 300);
    assert.match(await take("Markdown"), /^# Geneva talks, as 5 outlets told it\n/);
    assert.match(await take("Picture (SVG)"), /^<svg xmlns=/);
    await page.getByRole("button", { name: "Cite this view" }).click();
    const cited = await page.locator("#cite-text").innerText();
    assert.ok(cited.includes(json.corpus_hash) && cited.includes("#/1/compare/geneva"), cited);
    assert.equal(JSON.parse(await page.locator("#cite-csl").innerText())[0].type, "webpage");
    await assertQuiet(visited);
  });

  it("columns are chosen, moved and kept in the link; Back brings them again", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    const heads = () => region(page).getByRole("columnheader").allInnerTexts();
    /** Waits until the heads are these: a step in the history is drawn a moment later. */
    const standing = (names) => page.waitForFunction((wanted) => (
      [...document.querySelectorAll("tr.heads th")].map((head) => head.textContent).join() === wanted.join()
    ), names);
    await page.getByText(/^Columns: 5 of 5/).click();
    await page.getByRole("checkbox", { name: "8PM News" }).uncheck();
    await page.getByRole("button", { name: "Move XNN24 to the left" }).click();
    const chosen = ["Interbellum News", "XNN24", "Baner Club", "Wyoming Star"];
    await standing(chosen);
    await page.reload();
    await running(page);
    assert.deepEqual(await heads(), chosen);
    await page.goBack();
    await standing(["Interbellum News", "Baner Club", "XNN24", "Wyoming Star"]);
    await page.goBack();
    await standing(OUTLETS);
    await assertQuiet(visited);
  });

  it("at 320 pixels one outlet can be shown alone", async (test) => {
    const visited = await visit(test, product, "#/1/compare/geneva", { viewport: { width: 320, height: 700 } });
    const { page } = visited;
    const shown = () => cells(row(page, /^Words on the event/)).evaluateAll((all) => all.filter((cell) => cell.checkVisibility()).length);
    assert.equal(await shown(), 5);
    await page.getByRole("combobox", { name: "Show" }).selectOption({ label: "only XNN24" });
    assert.equal(await shown(), 1);
    assert.equal(await sideways(page), 0);
    await picture(page, "narrow-one-outlet");
    await assertQuiet(visited);
  });

  it("on paper the text stays and the controls go", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.getByRole("button", { name: "Why this? Words on the event" }).isVisible(), false);
    assert.equal(await page.getByText("Take it along, cite, print").isVisible(), false);
    assert.ok(await row(page, /tremendous/).first().isVisible());
    await picture(page, "compare-print");
    await assertQuiet(visited);
  });
});
