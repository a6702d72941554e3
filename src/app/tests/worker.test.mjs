// Thousands of articles: read in the worker while the page answers, explorable early, stopped at any moment.
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { articles } from "./articles.mjs";
import { assertQuiet, forEachProduct, newPage, oneBrowser, open } from "./harness.mjs";

const browser = oneBrowser();

const folder = mkdtempSync(join(tmpdir(), "parallax-"));

/** Chooses a file on the Corpus view; the page notes when. */
async function bring(page, name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  await page.evaluate(() => addEventListener("change", () => { window.__brought = performance.now(); }, { capture: true, once: true }));
  await page.getByLabel("Choose files").setInputFiles(path);
}

/** Milliseconds from the choice of the files to these words on the page. */
async function until(page, words, timeout) {
  const seen = await page.waitForFunction((words) => document.getElementById("main").innerText.match(words) && performance.now() - window.__brought, words, { polling: 20, timeout });
  return Math.round(await seen.jsonValue());
}

/** From now on, every task of the page that takes longer than 50 ms. */
function watchTasks(page) {
  return page.evaluate(() => {
    window.__long = [];
    new PerformanceObserver((list) => list.getEntries().forEach((task) => window.__long.push(Math.round(task.duration)))).observe({ type: "longtask" });
  });
}

const bar = (page) => page.getByRole("group", { name: "Reading your files" });

forEachProduct("many articles", (product) => {
  it("answers while 10,000 are analysed, and the first hundred can be explored early", async (test) => {
    const text = articles(10_000);
    const visit = await newPage(test, browser());
    const { page } = visit;
    await open(page, `${product.address}#/1/corpus`);
    await watchTasks(page);
    await bring(page, "floods.jsonl", text);
    const early = await until(page, "The first \\d+ can be explored\\.", 20_000);
    test.diagnostic(`the first hundred after ${early} ms`);
    assert.ok(early < 4000, `the first hundred after ${early} ms`);
    await page.getByRole("link", { name: "Compare", exact: true }).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.getByRole("link", { name: "Corpus", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Corpus" }).waitFor();
    assert.ok(await bar(page).isVisible(), "it was still being read");
    test.diagnostic(`all after ${await until(page, "10000 articles read\\.", 200_000)} ms`);
    const long = await page.evaluate(() => window.__long);
    test.diagnostic(`tasks over 50 ms: ${long.join(", ") || "none"}`);
    assert.ok(long.every((ms) => ms < 200), `tasks of the page: ${long}`);
    await page.getByText("10000 of 10000 articles").waitFor();
    await assertQuiet(visit);
  });

  it("stops with what is read, cancels, and goes back", async (test) => {
    const visit = await newPage(test, browser());
    const { page } = visit;
    await open(page, `${product.address}#/1/corpus`);
    await bring(page, "floods.jsonl", articles(3_000));
    await page.getByText(/The first \d+ can be explored\./).waitFor();
    await page.getByRole("button", { name: "Stop, keep these" }).click();
    await page.getByText(/^\d+ articles read\./).waitFor();
    const kept = Number((await page.getByText(/of \d+ articles/).innerText()).match(/(\d+) of/)[1]);
    assert.ok(kept >= 100 && kept < 3_000, String(kept));
    await bring(page, "again.jsonl", articles(3_000));
    await page.getByRole("button", { name: "Cancel" }).click();
    await bar(page).waitFor({ state: "detached" });
    await page.getByText(`${kept} of ${kept} articles`).waitFor();
    await page.getByRole("button", { name: "Back to the corpus that came with the page" }).click();
    await page.getByText("5 of 5 articles").waitFor();
    await assertQuiet(visit);
  });

  it("says what could not be read and loses nothing else", async (test) => {
    const visit = await newPage(test, browser());
    const { page } = visit;
    await open(page, `${product.address}#/1/corpus`);
    await bring(page, "some.jsonl", `{"id": "a", "text": "It rained in Oslo."}\n{"text": 5}\nno json\n{"id": "b", "text": "It stopped."}`);
    await page.getByText("2 articles read.").waitFor();
    await page.getByText(/2 records could not be read/).waitFor();
    await page.getByRole("listitem").filter({ hasText: /^line 2[,:]/ }).first().waitFor();
    await page.getByText("1 more place could not be read").waitFor();
    await page.getByText("2 of 2 articles").waitFor();
    await bring(page, "photo.txt", "\u0000");
    await page.getByText("1 file could not be read").waitFor();
    await page.getByRole("button", { name: "Back to the corpus that came with the page" }).click();
    await page.getByText("5 of 5 articles").waitFor();
    await assertQuiet(visit);
  });
});
