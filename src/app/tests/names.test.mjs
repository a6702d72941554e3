// The Names view in both products: the list and the card, every number opens its sentences, and corrections that the whole
// page follows, that leave no trace when they are taken back, and that survive a reload, a file and another import.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";
import { assertQuiet, axe, forServed, newPage, oneBrowser, open, picture, running, sideways } from "./harness.mjs";

const browser = oneBrowser();

const list = (page) => page.getByRole("region", { name: "List of names" });
const card = (page, name) => page.getByRole("region", { name, exact: true });
const view = (page, name) => page.getByRole("navigation", { name: "Views" }).getByRole("link", { name, exact: true });
const corrections = (page) => page.getByRole("region", { name: "Corrections", exact: true });
const row = (page, name) => list(page).getByRole("link", { name: new RegExp(`^${name}`) });

async function names(page) {
  await view(page, "Names").click();
  await list(page).getByRole("listitem").nth(12).waitFor();
}

/** Finds a name in the list by typing and opens its card. */
async function choose(page, name) {
  await page.getByRole("searchbox", { name: "Name or any form of it" }).fill(name);
  await row(page, name).first().click();
  await card(page, name).waitFor();
}

/** All that is said of a name, with the list beside it. */
async function everything(page) {
  return [await list(page).innerText(), await page.locator(".who").innerText(), await page.getByRole("status").allInnerTexts()];
}

/** Opens the fold with that label on the card. */
async function fold(page, label) {
  await page.getByRole("region", { name: "Correct this name" }).locator("summary").getByText(label, { exact: true }).click();
}

async function merge(page, from, into) {
  await choose(page, from);
  await fold(page, "Merge with another name");
  await page.getByRole("searchbox", { name: "The same as" }).fill(into);
  await page.getByRole("radio", { name: new RegExp(`^${into}`) }).first().check();
  await page.getByText(/^\d+ mentions? in \d+ articles? will count for/).waitFor();
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await card(page, into).waitFor();
  await page.getByText(`Merged “${from}” into “${into}”.`, { exact: true }).waitFor();
}

const FROM = "Steve Witkoff";
const INTO = "Marco Rubio";

forServed("names", (product) => {
  it("lists every name, finds it by any form, and opens the sentences behind its numbers", async (test) => {
    const visited = await newPage(test, browser());
    const { page } = visited;
    await open(page, product.address);
    await names(page);
    assert.match(await row(page, "Kyiv").or(row(page, "Kiev")).first().innerText(), /place/);
    await page.getByRole("searchbox", { name: "Name or any form of it" }).fill("kiev");
    // One place, two spellings: the same list, once it is answered.
    const one = list(page).getByRole("listitem").first().filter({ hasText: /^all 1$/ });
    await one.waitFor();
    const found = await list(page).innerText();
    await page.getByRole("searchbox", { name: "Name or any form of it" }).fill("");
    await one.waitFor({ state: "detached" });
    await page.getByRole("searchbox", { name: "Name or any form of it" }).fill("KYIV");
    await one.waitFor();
    assert.equal(await list(page).innerText(), found, "one place, two spellings");
    await choose(page, INTO);
    const who = card(page, INTO);
    await who.getByRole("heading", { name: "First mention" }).waitFor();
    const all = who.getByRole("link", { name: /^\d+ mentions$/ });
    const n = Number((await all.innerText()).split(" ")[0]);
    await all.click();
    await who.getByText(`${n} places in`).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), "sentences", "the focus goes along");
    assert.equal(await who.locator(".behind mark").count() >= n, true);
    await page.goBack();
    await who.getByText(`${n} places in`).waitFor({ state: "detached" });
    await page.getByRole("button", { name: /^person \d+/ }).click();
    await list(page).getByRole("listitem").first().waitFor();
    assert.match(await page.evaluate(() => location.hash), /^#\/1\/names\/person%2Fmarco-rubio\?with=Marco%20Rubio&kind=person$/);
    await assertQuiet(visited);
  });

  it("merge: the whole page follows; undo leaves no trace", async (test) => {
    const visited = await newPage(test, browser());
    const { page } = visited;
    await open(page, product.address);
    await names(page);
    await choose(page, INTO);
    const before = await everything(page);
    await merge(page, FROM, INTO);
    await page.getByRole("searchbox", { name: "Name or any form of it" }).fill(INTO);
    await page.waitForFunction((before) => document.querySelector(".who").innerText !== before, before[1]);
    assert.match(await page.locator(".who").innerText(), new RegExp(FROM), "its forms are forms of the other");
    // Find and Read follow.
    await view(page, "Find").click();
    const person = page.getByRole("group", { name: "Person" });
    await person.getByText(INTO, { exact: true }).waitFor({ state: "attached" });
    assert.equal(await person.getByText(FROM, { exact: true }).count(), 0);
    await view(page, "Names").click();
    await page.getByRole("button", { name: "Undo", exact: true }).first().click();
    await view(page, "Find").click();
    await person.getByText(FROM, { exact: true }).waitFor({ state: "attached" });
    await view(page, "Names").click();
    await choose(page, INTO);
    await page.waitForFunction((before) => document.querySelector(".who").innerText === before, before[1]);
    const after = await everything(page);
    assert.deepEqual([after[0], after[1]], [before[0], before[1]], "word for word");
    assert.equal(await page.evaluate(() => localStorage.getItem("parallax.kept")), "", "nothing is kept either");
    await corrections(page).getByRole("button", { name: "Redo" }).click();
    await corrections(page).getByText(`Merged “${FROM}” into “${INTO}”`).first().waitFor();
    await assertQuiet(visited);
  });

  it("split, rename and another kind", async (test) => {
    const visited = await newPage(test, browser());
    const { page } = visited;
    await open(page, product.address);
    await names(page);
    await choose(page, INTO);
    await fold(page, "Split: a part of it is somebody else");
    await page.getByRole("group", { name: /^These forms are somebody else/ }).getByRole("checkbox", { name: /^Rubio/ }).check();
    await page.getByRole("textbox", { name: "who is called" }).fill("Another Rubio");
    await page.getByText(/will be a name of their own/).waitFor();
    await page.getByRole("button", { name: "Split", exact: true }).click();
    await page.getByText("Split “Another Rubio” from “Marco Rubio”", { exact: false }).first().waitFor();
    await choose(page, "Another Rubio");
    await fold(page, "Rename");
    await page.getByRole("textbox", { name: "New name" }).fill("R. Other");
    await page.getByRole("button", { name: "Rename", exact: true }).click();
    await card(page, "R. Other").waitFor();
    await fold(page, "Change the kind");
    await page.getByRole("combobox", { name: "Kind" }).selectOption("organisation");
    await page.getByRole("button", { name: "Change the kind", exact: true }).click();
    await card(page, "R. Other").getByText("organisation", { exact: true }).first().waitFor();
    assert.equal(await corrections(page).getByRole("listitem").count(), 3);
    // One of them goes, what rests on it is told.
    await corrections(page).getByRole("button", { name: /^Remove: Split/ }).click();
    await corrections(page).getByText("Not applied.").first().waitFor();
    await assertQuiet(visited);
  });

  it("corrections survive a reload, and export and import give the same", async (test) => {
    const visited = await newPage(test, browser(), { acceptDownloads: true });
    const { page } = visited;
    await open(page, product.address);
    await names(page);
    await merge(page, FROM, INTO);
    await page.reload();
    await running(page);
    await corrections(page).getByText(`Merged “${FROM}” into “${INTO}”`).waitFor();
    await card(page, INTO).getByText(FROM).first().waitFor();
    const merged = await page.locator(".who").innerText();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      corrections(page).getByRole("button", { name: "Export corrections" }).click(),
    ]);
    const text = await readFile(await download.path(), "utf8");
    assert.deepEqual(JSON.parse(text).corrections, [{ do: "merge", from: ["person/steve-witkoff"], into: "person/marco-rubio" }]);
    await corrections(page).getByRole("button", { name: "Remove all" }).click();
    await page.waitForFunction((merged) => document.querySelector(".who").innerText !== merged, merged);
    const field = corrections(page).getByLabel("Import corrections");
    await field.setInputFiles({ name: "mine.json", mimeType: "application/json", buffer: Buffer.from(text) });
    await page.getByText("Imported 1 correction.").waitFor();
    await page.waitForFunction((merged) => document.querySelector(".who").innerText === merged, merged);
    // What is no such file is told with the place.
    await field.setInputFiles({ name: "bad.json", mimeType: "application/json", buffer: Buffer.from("{\"schema\": \"x\"}") });
    await page.getByText("bad.json:1:12: expected the schema “parallax-corrections”", { exact: false }).waitFor();
    await assertQuiet(visited);
  });

  it("by keyboard alone, without a fault for axe, at 320 pixels", async (test) => {
    const visited = await newPage(test, browser(), { bypassCSP: true, viewport: { width: 320, height: 700 } });
    const { page } = visited;
    await open(page, `${product.address}#/1/names?with=rubio`);
    await row(page, INTO).first().focus();
    await page.keyboard.press("Enter");
    await card(page, INTO).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), "card-name");
    await page.getByText("Merge with another name", { exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type(FROM);
    await page.getByRole("radio", { name: new RegExp(`^${FROM}`) }).first().waitFor();
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+y");
    assert.equal(await page.getByRole("searchbox", { name: "The same as" }).inputValue(), FROM, "the keys belong to the field");
    // Taking the name back emptied the list; the key goes on once it stands again.
    await page.getByRole("radio", { name: new RegExp(`^${FROM}`) }).first().waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.getByText(/will count for “Steve Witkoff”/).waitFor();
    assert.deepEqual(await axe(page), []);
    assert.ok(await sideways(page) <= 0, "nothing to scroll sideways");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await card(page, FROM).waitFor();
    await page.getByText(`Merged “${INTO}” into “${FROM}”.`, { exact: true }).waitFor();
    assert.deepEqual(await axe(page), []);
    await picture(page, "names-narrow");
    await assertQuiet(visited);
  });
});
