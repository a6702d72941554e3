// What somebody who means harm can bring: every file of the shared generator of bad input, the big list of naughty strings
// and the vectors that broke sanitisers, as text, headline, outlet, file name and cell of a table. Whatever comes: no
// script runs, nothing is asked or sent, the policy is not tested, the page answers, and the text shown is the text given.
// The data lie beside the project, not in it: without them these tests say that they were skipped.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { assertQuiet, followTasks, forEachProduct, newPage, oneBrowser, open } from "./harness.mjs";

const browser = oneBrowser();
const bad = "../shared/badinput";
const skip = existsSync(bad) ? false : `${bad} is not there`;

/** The files of the generator; made once. */
let folder;
function files() {
  if (!folder) {
    folder = mkdtempSync(join(tmpdir(), "parallax-bad-"));
    execFileSync("python3", [join(bad, "generate.py"), folder, "--big"], { stdio: "ignore" });
  }
  const named = readdirSync(folder).filter((name) => !["manifest.json", "deep_links.json"].includes(name));
  return named.map((name) => ({ name, path: join(folder, name), size: statSync(join(folder, name)).size }));
}

/** What the row of a file has to say: of those whose manifest asks for more than that nothing happens. */
const SAYS = {
  "empty.txt": /not read/, "whitespace_only.txt": /not read/, "all_bytes.txt": /not read/, "png_named_txt.txt": /PNG/i,
  "bom_utf8.txt": /1 article/, "utf16le_bom.txt": /The same text as/, "utf16be_bom.txt": /The same text as/,
  "cp1252_smart_quotes.txt": /windows-1252[\s\S]*The same text as/, "mojibake.txt": /mis-?decoded/, "nul_bytes.txt": /1 article/,
  "invalid_utf8_truncated_tail.txt": /1 article/, "html_named_txt.txt": /web page/,
  "html_deep_div_20k.html": /1 article/, "html_ul_li_512k.html": /1 article/, "html_scripts.html": /1 article/,
  "html_unclosed.html": /1 article/, "html_huge_attr.html": /The same text as/,
  "json_deep.json": /not read[\s\S]*recursion|deep/i, "json_lone_surrogate.json": /line 1, column/,
  "json_wrong_types.json": /not read|not be read/, "json_big_numbers.json": /1 article/, "json_proto.json": /1 article|The same text as/,
  "jsonl_one_bad_line.jsonl": /1 article[\s\S]*The same text as[\s\S]*line 2/, "json_trailing.json": /column 2\d/,
  "csv_ragged.csv": /line/, "csv_dup_headers.csv": /which column/i, "csv_no_known_column.csv": /which column/i,
  "csv_semicolon_bom.csv": /1 article/, "csv_quotes_newlines.csv": /1 article/, "csv_one_huge_field.csv": /1 article/,
  "xml_billion_laughs.xml": /not read[\s\S]*DOCTYPE/i, "xml_xxe.xml": /not read[\s\S]*DOCTYPE/i, "xml_deep.xml": /not read/,
  "rss_html_in_desc.xml": /1 article/, "atom_min.xml": /1 article/, "zip_paths.zip": /article/,
  "zip_bomb_100mb.zip": /not read/, "zip_overlap_5gb.zip": /not read/, "zip_truncated.zip": /not read/,
  "big_50mb.txt": /./, "big_200mb.txt": /not read[\s\S]*64 MB/,
};

const rows = (page) => page.getByRole("region", { name: "The files of the last import" }).locator("ol > li");
const choose = (page, chosen) => page.getByLabel("Choose files").setInputFiles(chosen);
const settled = async (page, timeout) => {
  await page.getByRole("region", { name: "The files of the last import" }).waitFor();
  await page.waitForFunction(() => !document.querySelector(".reading-bar progress") && document.querySelector(".files"), undefined, { timeout });
};

/**
 * How long the page may be busy at a time, in milliseconds of the processor. Issue 6 asks for an answer within 100: on a
 * quiet machine nothing took more than 73; a crowded one takes up to twice as long.
 */
const BUSY_MAX = 150;

/** What `followTasks` told of each phase: nothing took too long. */
function assertAnswers(test, told) {
  test.diagnostic(`longest tasks, ms of the processor (by the clock): ${Object.entries(told).map(([phase, { processor, clock }]) => `${phase} ${processor} (${clock})`).join(", ")}`);
  assert.ok(Object.values(told).every(({ processor }) => processor < BUSY_MAX), JSON.stringify(told));
}

/** Goes through every view, or through these; the longest task of the page in each. */
async function visitAll(page, views = ["compare", "read", "find", "names", "timeline", "privacy", "corpus"]) {
  const told = {};
  for (const view of views) {
    const longest = await followTasks(browser(), page);
    await page.evaluate((view) => { location.hash = `#/1/${view}`; }, view);
    await page.waitForFunction(() => document.querySelector("#page-title"), undefined, { timeout: 60_000 });
    await page.waitForTimeout(700);
    told[view] = await longest();
  }
  return told;
}

/** Requests to somewhere else than where the page lies. */
const strange = (visit, product) => visit.record.requests.filter((url) => !url.startsWith(product.address.replace(/[^/]*$/, "")) && !url.startsWith("blob:") && !url.startsWith("data:"));

/** The naughty strings and the vectors. */
function strings() {
  const naughty = JSON.parse(readFileSync(join(bad, "blns/blns.json"), "utf8"));
  const vectors = JSON.parse(readFileSync(join(bad, "dompurify/expect.json"), "utf8")).map(({ payload }) => payload);
  return [...naughty, ...vectors];
}

/** Letters and marks alone, for comparing what is shown: spaces are laid out, hidden characters are drawn as symbols. */
const bare = (text) => text.replace(/[\s\p{C}\u2400-\u2426\ufffd]/gu, "");

forEachProduct("hostile", (product) => {
  it("files that mean harm: each is read or refused as the manifest asks, and every view opens", { skip, timeout: 400_000 }, async (test) => {
    const visit = await newPage(test, browser());
    const { page } = visit;
    await open(page, `${product.address}#/1/corpus`);
    const before = visit.record.requests.length;
    const longest = await followTasks(browser(), page);
    await choose(page, files().map(({ path }) => path));
    await settled(page, 300_000);
    const reading = await longest();
    const said = await rows(page).evaluateAll((all) => all.map((row) => ({ name: row.querySelector("bdi").textContent, words: row.innerText })));
    assert.equal(said.length, files().length, "every file has a row");
    const wrong = [];
    for (const { name } of files()) {
      const row = said.find((one) => one.name === name);
      if (!row) wrong.push(`${name}: no row`);
      else if (SAYS[name] && !SAYS[name].test(row.words)) wrong.push(`${name}: ${row.words.slice(0, 300).replaceAll("\n", " · ")}`);
    }
    assert.deepEqual(wrong, []);
    // The long ones, one by one.
    await page.locator('.heads > li > a[href="#/1/read/abbrev_storm"]').waitFor();
    const addresses = await page.locator(".heads > li > a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    const long = files().filter(({ size }) => size > 20_000).map(({ name }) => `read/${name.replace(/\.\w+$/, "")}`).filter((view) => addresses.includes(`#/1/${view}`));
    assert.ok(long.length > 5, String(long));
    assertAnswers(test, { reading, ...await visitAll(page), ...await visitAll(page, long) });
    assert.equal(visit.record.requests.length, before, `requests: ${visit.record.requests.slice(before)}`);
    assert.deepEqual(strange(visit, product), []);
    await assertQuiet(visit);
  });

  it("strings that broke others: as text, headline, outlet, cell and file name they stay words", { skip, timeout: 400_000 }, async (test) => {
    const visit = await newPage(test, browser());
    const { page } = visit;
    await open(page, `${product.address}#/1/corpus`);
    const all = strings();
    const records = all.map((text, n) => ({ id: `s${n}`, outlet: text, headline: `Headline ${text}`, url: text, text: `Case ${n} begins.\n\n${text}\n\nCase ${n} ends.` }));
    const cell = (text) => `"${text.replaceAll('"', '""')}"`;
    const table = ["title,media_name,url,text", ...all.map((text, n) => [text, text, text, `Row ${n}: ${text}`].map(cell).join(","))].join("\n");
    const file = (name, text) => ({ name, mimeType: "", buffer: Buffer.from(text) });
    const named = all.map((text, n) => file(`${text.replaceAll(/[\0/\\]/g, "_").slice(0, 200)}.txt`, `A file of number ${n} and its name.`));
    // The test's own making of so many files is no task of the page.
    await choose(page, [file("strings.jsonl", records.map((r) => JSON.stringify(r)).join("\n")), file("strings.csv", table), ...named]);
    const longest = await followTasks(browser(), page);
    await settled(page, 200_000);
    const reading = await longest();
    assertAnswers(test, { reading, ...await visitAll(page) });
    // Three beside each other at a time.
    const step = product.name === "served" ? 24 : 3;
    for (let n = 0; n + 2 < all.length; n += step) {
      await page.evaluate((n) => { location.hash = `#/1/read/s${n}+s${n + 1}+s${n + 2}`; }, n);
      await page.waitForFunction((n) => document.getElementById("main").textContent.includes(`Case ${n + 2} ends.`), n);
      const shown = bare(await page.evaluate(() => document.getElementById("main").textContent));
      for (const at of [n, n + 1, n + 2]) {
        // What was set aside (what looks like a time, a row of tags) is folded below the article's text.
        const from = shown.indexOf(bare(`Case ${at} begins.`));
        assert.ok(from >= 0 && shown.indexOf(bare(`Case ${at} ends.`), from) > 0, `${at}: ${shown.slice(0, 300)}`);
        for (const line of all[at].split("\n")) assert.ok(shown.indexOf(bare(line), from) >= 0, `${at}: “${line}”`);
      }
    }
    const links = await page.evaluate(() => [...document.querySelectorAll("a[href]")].map((a) => new URL(a.getAttribute("href"), location.href).protocol));
    assert.ok(links.every((protocol) => ["http:", "https:", "file:", "blob:"].includes(protocol)), [...new Set(links)].join(" "));
    assert.deepEqual(strange(visit, product), []);
    await assertQuiet(visit);
  });
});
