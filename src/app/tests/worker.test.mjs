// Thousands of articles: read in the worker while the page answers, explorable early, stopped at any moment.
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { assertQuiet, forEachProduct, newPage, oneBrowser, open } from "./harness.mjs";

const browser = oneBrowser();

/** News of towns: as many articles as asked for, one JSON object a line, the same for the same number. */
function articles(count) {
  let seed = 7;
  const any = (list) => list[(seed = (seed * 48271) % 2147483647) % list.length];
  const towns = ["Arlen", "Brook", "Corvale", "Denholm", "Eastmere", "Farrow", "Glenby", "Harwick"];
  const people = ["Anna Berg", "Tom Frey", "Lucia Marin", "Peter Olsen", "Mary Quinn", "Ivo Sandor"];
  const outlets = ["The Gull", "Morning Post", "Evening Star", "Valley News"];
  const lines = [];
  for (let n = 0; n < count; n++) {
    const town = any(towns), one = any(people), other = any(people), day = String(1 + n % 28).padStart(2, "0");
    const sentences = [`Floods in ${town} on day ${n}`, "", `The river rose in ${town} on Sunday, and ${1 + n % 90} houses were evacuated.`];
    for (let more = 0; more < 12; more++) {
      sentences.push(any([
        `“We have lost everything,” said ${one}, who lives near the old bridge.`,
        `Mayor ${other} said the dam must be rebuilt before winter.`,
        `Officials in ${any(towns)} denied that the warning had come too late.`,
        `About ${100 + n % 800} people spent the night in a school in ${any(towns)}.`,
        `The meeting with ${one} ended without an agreement, according to ${other}.`,
      ]));
    }
    const text = sentences.slice(0, 2).join("\n") + "\n" + sentences.slice(2).join(" ");
    lines.push(JSON.stringify({ id: `n${n}`, outlet: any(outlets), published: `2024-0${1 + n % 9}-${day}`, text }));
  }
  return lines.join("\n");
}

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
    await page.getByText("5 of 5 articles").waitFor();
    await assertQuiet(visit);
  });

  it("says what could not be read and loses nothing else", async (test) => {
    const visit = await newPage(test, browser());
    const { page } = visit;
    await open(page, `${product.address}#/1/corpus`);
    await bring(page, "some.jsonl", `{"id": "a", "text": "It rained in Oslo."}\n{"text": 5}\nno json\n{"id": "b", "text": "It stopped."}`);
    await page.getByText("2 articles read.").waitFor();
    await page.getByText("2 records could not be read").click();
    await page.getByText(/some\.jsonl, line 2: expected a text/).waitFor();
    await page.getByText("2 of 2 articles").waitFor();
    await bring(page, "photo.txt", "\u0000");
    await page.getByRole("button", { name: "Back to the corpus that came with the page" }).click();
    await page.getByText("5 of 5 articles").waitFor();
    await assertQuiet(visit);
  });
});
