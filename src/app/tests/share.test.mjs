// Links to passages that survive an edit, links that tell of another corpus, notes out of files, articles of any length and
// characters that do not show. In both products.
import assert from "node:assert/strict";
import { it } from "node:test";
import { assertQuiet, forEachProduct, newPage, oneBrowser, open, picture, sideways } from "./harness.mjs";

const browser = oneBrowser();
const text = (page) => page.locator("[data-text]");
const notes = (page) => page.getByRole("region", { name: "Your notes" });
const link = (within) => within.getByRole("textbox", { name: "The link" }).inputValue();

async function visit(test, product, hash = "#/1/read", options = {}) {
  const visited = await newPage(test, browser(), options);
  await open(visited.page, product.address + hash);
  await text(visited.page).or(visited.page.getByRole("heading", { level: 1 })).first().waitFor();
  return visited;
}

/** Brings an article of one's own and opens it in Read. */
async function bring(page, name, words) {
  await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Corpus" }).click();
  const input = page.locator("main input[type=file]").first();
  await input.waitFor({ state: "attached" });
  await input.setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(words) });
  await page.locator(".colophon", { hasText: name.replace(/\.txt$/, "") }).waitFor({ timeout: 120_000 });
  await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Read" }).click();
  await text(page).first().waitFor();
}

/** The longest task of the page from now on, in milliseconds. */
async function watch(page) {
  await page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
    }).observe({ type: "longtask" });
  });
  return () => page.evaluate(() => window.longest);
}

forEachProduct("share", (product) => {
  it("the link of a view is copied with the mark of its corpus, which does not stay in the address bar", async (test) => {
    const visited = await visit(test, product, "#/1/find?q=plan");
    const { page } = visited;
    const masthead = page.getByRole("banner");
    await masthead.getByRole("button", { name: "Copy link to this view" }).click();
    const copied = await link(masthead);
    assert.match(copied, /#\/1\/find\?q=plan&in=[0-9a-f]{16}$/);
    assert.ok(copied.startsWith(product.address));
    await page.waitForFunction(() => /copied|does not copy/.test(document.querySelector("header .copied p").textContent));
    await page.goto("about:blank");
    await open(page, copied);
    await page.waitForURL(/find\?q=plan$/);
    assert.equal(await page.getByText("made with another corpus").count(), 0);
    await assertQuiet(visited);
  });

  it("a link of another corpus says so until one goes on", async (test) => {
    const visited = await visit(test, product, "#/1/names?in=0123456789abcdef");
    const { page } = visited;
    await page.getByText("This link was made with another corpus (01234567…)").waitFor();
    await page.waitForURL(/names$/);
    await page.getByRole("button", { name: "Dismiss" }).click();
    assert.equal(await page.getByText("made with another corpus").count(), 0);
    await assertQuiet(visited);
  });

  it("a passage's link, made with the keyboard, finds its words wherever they stand now", async (test) => {
    const visited = await visit(test, product, "#/1/read?at=300-420");
    const { page } = visited;
    const words = (await text(page).locator(".mark-here").allInnerTexts()).join("");
    await notes(page).getByRole("button", { name: "Copy link to the passage" }).focus();
    await page.keyboard.press("Enter");
    const copied = await link(notes(page));
    assert.match(copied, /at=300-420&words=[^&]+&before=[^&]+/);
    // The same words, as if text before them had gone.
    const moved = copied.replace("at=300-420", "at=40-160");
    await page.goto("about:blank");
    await open(page, moved);
    await text(page).locator(".mark-here").first().waitFor();
    assert.equal(await page.getByText("made with another corpus").count(), 0);
    assert.equal((await text(page).locator(".mark-here").allInnerTexts()).join(""), words);
    await page.goto("about:blank");
    await open(page, copied.replace(/words=[^&]+/, "words=Nobody%20wrote%20these").replace(/before=[^&]+&/, ""));
    await page.getByText("The passage of the link was not found: the nearest is shown.").waitFor();
    await text(page).locator(".mark-here").first().waitFor();
    await assertQuiet(visited);
  });

  it("notes of other programs are imported, found by their words or kept all the same", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    const words = (await page.locator("[data-from]").nth(1).innerText()).slice(4, 44);
    const rows = [
      { uri: "https://a.example/", text: "Found?", tags: ["voice"], target: [{ source: "https://a.example/", selector: [{ type: "TextPositionSelector", start: 9, end: 20 }, { type: "TextQuoteSelector", exact: words }] }] },
      { uri: "https://b.example/", text: "Lost?", tags: [], target: [{ selector: { type: "TextQuoteSelector", exact: "words that stand nowhere at all" } }] },
      { uri: "https://c.example/", target: [{ source: "x" }] },
    ];
    const buffer = Buffer.from(JSON.stringify({ total: 3, rows }));
    await notes(page).getByLabel("Import notes").setInputFiles({ name: "hypothesis.json", mimeType: "application/json", buffer });
    await notes(page).getByText("2 notes read. 1 not found in this corpus and kept all the same. 1 not readable.").waitFor();
    assert.match(await notes(page).innerText(), /hypothesis\.json.*TextQuoteSelector/);
    await notes(page).getByRole("listitem").filter({ hasText: "Found?" }).waitFor();
    assert.equal((await text(page).locator("mark.mark-note").allInnerTexts()).join(""), words);
    await notes(page).getByText("1 note on articles that are not in this corpus").click();
    await notes(page).getByRole("listitem").filter({ hasText: "Lost?" }).waitFor();
    await picture(page, `share-notes-${product.name}`);
    await assertQuiet(visited);
  });

  it("what does not show is told, and shown when asked for; the words stay as they are", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    const words = "The spokesman said \u202egnihtyna yas\u202c on Monday in Bern.\0 Then \u041ayiv was quiet again and it rained.";
    await bring(page, "hidden.txt", words);
    const remark = page.getByRole("note");
    assert.match(await remark.innerText(), /2 changing the writing direction, 1 of control/);
    assert.match(await remark.innerText(), /letters of several/);
    const signs = () => text(page).locator(".unseen").evaluateAll((all) => all.map((e) => e.dataset.sign));
    assert.deepEqual(await signs(), ["␀"]);
    await remark.getByRole("button", { name: "Show them" }).click();
    assert.deepEqual(await signs(), ["⟦RLO⟧", "⟦PDF⟧", "␀"]);
    assert.equal(await text(page).textContent(), words);
    await picture(page, `share-hidden-${product.name}`);
    await assertQuiet(visited);
  });

  const sentence = "Anna Berg, the mayor of Ulm, said on 3 May 2024: “The 12 dams must hold.” It may rain in Bern. ";
  const huge = {
    "one line of 1 MB": sentence.repeat(11_000),
    "one word of 1 MB": "a".repeat(1 << 20),
    "lines without end": "a.\n".repeat(100_000),
    "one letter with marks without end": `a${"\u0301".repeat(300_000)}\n`,
    "letters with marks that reach far": `${[..."Geneva talks"].map((c) => c + "\u0301\u0302\u0303\u0304\u0305\u0306".repeat(8)).join("")}\nRain fell.`,
  };
  for (const [what, words] of Object.entries(product.name === "served" ? huge : {})) {
    it(`an article that is ${what} is read in parts, and no task is long`, { timeout: 180_000 }, async (test) => {
      const visited = await visit(test, product);
      const { page } = visited;
      await bring(page, "huge.txt", words);
      const longest = await watch(page);
      const parts = page.getByRole("navigation", { name: "Parts of this article", exact: true });
      if (words.length > 50_000) {
        await parts.getByRole("link", { name: "Next part" }).click();
        await parts.getByText(/part 2 of/).waitFor();
        assert.ok((await text(page).textContent()).length < 60_000);
      }
      for (const view of ["Compare", "Find", "Names", "Timeline", "Read"]) {
        await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: view }).click();
        await page.getByRole("heading", { level: 1 }).first().waitFor();
        await page.waitForTimeout(300);
      }
      console.log(`longest task, ${what}: ${Math.round(await longest())} ms`);
      assert.ok((await longest()) < 400, `${await longest()} ms`);
      assert.equal(await sideways(page), 0);
      await picture(page, `share-huge-${what.replaceAll(" ", "-")}`);
      await assertQuiet(visited);
    });
  }
});
