// Parallax's index beside MiniSearch, FlexSearch and a linear scan, in Chromium, in one run over the same articles; and its
// finding of names beside compromise. Run by `cargo xtask bench`, which says in the environment where things are.
// Each engine has a browser of its own, one after the other. It measures: only answers that disagree make it fail.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { launch, newPage, open, serve as serveProduct } from "../tests/harness.mjs";

const SIZES = [1000, 10_000, 100_000];
/** Articles that are made and added at once. */
const PART = 500;
const KINDS = ["word", "AND", "prefix", "phrase", "fuzzy", "facet filter"];
const QUERIES = 60;
const ENGINES = ["Parallax", "MiniSearch", "FlexSearch", "with prefixes", "scan"];
/** So much text is enough to tell how fast blocks and sentences are found. */
const READ_BYTES = 10e6;
/** FlexSearch with prefixes takes minutes and a gigabyte beyond. */
const PREFIXES_MOST = 10_000;

const limit = Number(process.env.PARALLAX_ARTICLES || SIZES.at(-1));
const sizes = [...SIZES.filter((size) => size < limit), limit];

const say = (line = "") => console.log(line);
const MB = (bytes) => (bytes / 1e6).toFixed(0);
const ms = (time) => (time === undefined ? "–" : time.toFixed(time < 10 ? 2 : time < 100 ? 1 : 0));
const row = (first, ...cells) => say(first.padEnd(26) + cells.map((cell) => String(cell).padStart(14)).join(""));
const at = (times, share) => times?.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))];
const progress = (line) => process.stderr.write(`  ${line}\n`);

/** Serves the page, the program and the peers; isolated from other origins, so that the clock is exact. */
async function serve() {
  const folders = {
    program: process.env.PARALLAX_SEARCH,
    minisearch: process.env.PARALLAX_MINISEARCH,
    flexsearch: process.env.PARALLAX_FLEXSEARCH,
    compromise: process.env.PARALLAX_COMPROMISE,
  };
  const types = { ".wasm": "application/wasm", ".js": "text/javascript", ".mjs": "text/javascript" };
  const isolated = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" };
  const server = createServer(async (request, response) => {
    const [, folder, ...rest] = new URL(request.url, "http://localhost").pathname.split("/");
    try {
      const path = folder in folders ? join(folders[folder], ...rest) : join(import.meta.dirname, folder);
      const body = folder ? await readFile(path) : "<!doctype html><meta charset=utf-8><title>bench</title>";
      response.writeHead(200, { "content-type": types[extname(folder && path)] ?? "text/html", ...isolated }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => { server.close(); server.closeAllConnections(); } };
}

const server = await serve();

/** Does `work` in a fresh browser. `call` runs one of the functions of engines.mjs there. */
async function inTab(work) {
  const browser = await launch("--enable-precise-memory-info");
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    await page.goto(server.address);
    const inside = await page.context().newCDPSession(page);
    const call = (name, ...values) => page.evaluate(
      async ([name, values]) => (await import("./engines.mjs"))[name](...values),
      [name, values],
    );
    const heap = async () => {
      for (let turn = 0; turn < 3; turn += 1) await inside.send("HeapProfiler.collectGarbage");
      return (await inside.send("Runtime.getHeapUsage")).usedSize;
    };
    await inside.send("Performance.enable");
    /** Seconds of processor that the tab's thread has taken: what else the machine does is not counted. */
    const processor = async () => (await inside.send("Performance.getMetrics")).metrics.find(({ name }) => name === "ThreadTime").value;
    return await work({ call, heap, processor, page });
  } finally {
    await browser.close();
  }
}

/** Makes the articles and indexes them part by part: times in s, sizes in bytes. Making them is not counted. */
async function build({ call, heap, processor }, engine, size) {
  const before = await heap();
  let [text, time, work, longest, readTime, readText] = [0, 0, 0, 0, 0, 0];
  const count = async (name) => {
    const begun = await processor();
    const taken = (await call(name)) / 1000;
    work += (await processor()) - begun;
    time += taken;
    longest = Math.max(longest, taken);
  };
  for (let made = 0; made < size; made += PART) {
    const bytes = await call("make", Math.min(PART, size - made), made, engine !== "Parallax");
    text += bytes;
    if (engine === "Parallax" && readText < READ_BYTES) {
      const begun = await processor();
      await call("read");
      readTime += (await processor()) - begun;
      readText += bytes;
    }
    await count("add");
  }
  await count("finish");
  return { text, time, work, longest, readRate: readText / readTime, grown: (await heap()) - before, ...(await call("sizes")) };
}

/** Builds and asks; what was measured. */
async function measure(engine, size, queries = {}) {
  return inTab(async (tab) => {
    const { call, page } = tab;
    await call("open", engine);
    const built = await build(tab, engine, size);
    const [times, counts, truths] = [{}, {}, {}];
    for (const kind of KINDS) {
      queries[kind] ??= await call("queries", kind, size, QUERIES);
      const answers = await call("ask", kind, queries[kind]);
      [times[kind], counts[kind]] = [answers?.times, answers?.counts];
      if (engine === "scan") truths[kind] = (await call("truths", kind, queries[kind])) ?? counts[kind].map((articles) => ({ articles }));
    }
    const words = engine === "scan" ? await call("vocabularySize") : undefined;
    if (engine === "Parallax") {
      times.nothing = (await call("ask", "word", Array(20).fill({ typed: "", outlet: "" }))).times;
      times.keys = await keysOverTheIndex(page, call, queries);
    }
    return { engine, built, times, counts, truths, words, queries };
  });
}

/** Types words and a phrase into a field over the index, letter by letter: from each key to its painted answer, in ms. */
async function keysOverTheIndex(page, call, queries) {
  await call("listenToKeys");
  for (const { typed } of [...queries.word.slice(0, 15), ...queries.phrase.slice(0, 3)]) {
    for (const key of typed) {
      await page.keyboard.type(key);
      await page.waitForTimeout(60);
    }
    await page.locator("input").fill("");
  }
  return page.evaluate(() => window.keyTimes);
}

/** What an engine must answer, by the way it understands the query. */
function expected(engine, kind, truth) {
  if (kind === "AND" && engine === "Parallax") return truth.inOneSentence;
  if (kind === "AND" && engine === "FlexSearch") return truth.inOneField;
  if (kind === "fuzzy" && engine === "MiniSearch") return truth.withoutSwaps;
  return truth.articles;
}

/** Every query that was answered otherwise than the scan says. */
function disagreements(size, measured) {
  const { truths, queries } = measured.find(({ engine }) => engine === "scan");
  return measured.flatMap(({ engine, counts }) => KINDS.flatMap((kind) => queries[kind].flatMap((query, n) => {
    const [found, must] = [counts[kind]?.[n], expected(engine, kind, truths[kind][n])];
    if (found === undefined || found === must) return [];
    const where = query.outlet && ` in ${query.outlet}`;
    return [`${engine}, ${size} articles, ${kind} ${query.typed}${where}: ${found} articles, the scan finds ${must}`];
  })));
}

function report(size, measured) {
  const [{ built: ours, times: oursTimes }] = measured;
  say(`\n── ${size.toLocaleString("en")} articles, ${(ours.text / 1e6).toFixed(1)} MB of text, ${measured.at(-1).words.toLocaleString("en")} different words; ${QUERIES} queries of each kind, ms`);
  row("", ...measured.map(({ engine }) => engine));
  const each = (name, value) => row(name, ...measured.map((one) => value(one) ?? "–"));
  const beside = (theirs, own) => (theirs === undefined || own === undefined ? undefined : `${(theirs / own).toFixed(1)}×`);
  each("build, s of processor", ({ built }) => built.work.toFixed(2));
  each("  times ours", ({ built }) => beside(built.work, ours.work));
  each("build, s by the clock", ({ built }) => built.time.toFixed(2));
  each("  longest piece of it", ({ built }) => built.longest.toFixed(2));
  each("heap grown by, MB", ({ built }) => MB(built.grown));
  each("heap at its peak, MB", ({ built }) => MB(built.heap));
  row("wasm memory, text held, MB", MB(ours.wasm));
  row("index, MB", MB(ours.index));
  for (const kind of KINDS) {
    each(`${kind}: p50`, ({ times }) => ms(at(times[kind], 0.5)));
    each("  p95", ({ times }) => ms(at(times[kind], 0.95)));
    each("  max", ({ times }) => ms(at(times[kind], 1)));
    each("  p95, times ours", ({ times }) => beside(at(times[kind], 0.95), at(oursTimes[kind], 0.95)));
  }
  row("nothing typed: p95", ms(at(oursTimes.nothing, 0.95)));
  row("key to paint: p50, p95, max", ms(at(oursTimes.keys, 0.5)), ms(at(oursTimes.keys, 0.95)), ms(at(oursTimes.keys, 1)));
  const read = ours.text / ours.readRate;
  const withReading = measured.slice(1, 3).map(({ engine, built }) => `${engine} takes ${(built.work / (ours.work + read)).toFixed(1)} times ours`);
  say("Parallax answers with ranks, the best 200 and the counts of all facets; a key is painted with 30 lines and 30 values of each.");
  say(`Blocks and sentences are found in ${read.toFixed(1)} s more (${MB(ours.readRate)} MB/s); with them ${withReading.join(", ")}.`);
}

/** The project's own articles, and the open corpus where it is at hand. */
function newsTexts() {
  const texts = ["seeds", "src/analysis/eval/articles/dev/news", "src/analysis/eval/articles/held/news"].flatMap((folder) => {
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".txt")).sort() : [];
    return names.map((name) => readFileSync(join(folder, name), "utf8"));
  });
  const open = "../shared/data/meantime/documents.jsonl";
  if (existsSync(open)) {
    texts.push(...readFileSync(open, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line).text));
  } else {
    say(`(${open} is not here: names are found in the project's own ${texts.length} articles only)`);
  }
  return texts;
}

const all = [];
const wrong = [];
for (const size of sizes) {
  const measured = [];
  for (const engine of ENGINES) {
    if (engine === "with prefixes" && size > PREFIXES_MOST) continue;
    const begun = performance.now();
    measured.push(await measure(engine, size, measured[0]?.queries));
    progress(`${engine}, ${size} articles: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  }
  report(size, measured);
  wrong.push(...disagreements(size, measured));
  all.push({ size, measured });
}

/** From a key in the page's own Find to the last change of the page that it made, painted: the times in ms, over the five seeds. */
async function keysInThePage() {
  const product = await serveProduct();
  const browser = await launch();
  const { page } = await newPage({ after: () => {} }, browser);
  await open(page, `${product.address}#/1/find`);
  const field = page.getByRole("searchbox").first();
  await field.focus();
  await page.evaluate(() => {
    window.keyTimes = [];
    let pressed;
    addEventListener("input", (event) => { pressed = event.timeStamp; window.keyTimes.push(undefined); }, { capture: true });
    const painted = () => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { window.keyTimes[window.keyTimes.length - 1] = performance.now() - pressed; };
      port2.postMessage(0);
    });
    new MutationObserver(painted).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
  });
  for (const key of "peace plan OR talks territor*") {
    await page.keyboard.type(key);
    await page.waitForTimeout(150);
  }
  const times = (await page.evaluate(() => window.keyTimes)).filter((time) => time !== null && time !== undefined);
  await browser.close();
  product.close();
  return times;
}

const texts = newsTexts();
/** Bytes of text a second of processor, best of so many turns; the first warms up. */
function namesRate(texts, turns, withCompromise) {
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return inTab(async ({ call, processor }) => {
    await call("open", "Parallax");
    let best = Infinity;
    for (let turn = 0; turn < turns; turn += 1) {
      const begun = await processor();
      await call("names", texts, withCompromise);
      best = Math.min(best, (await processor()) - begun);
    }
    return bytes / best;
  });
}

const ownRate = await namesRate(texts, 5, false);
const theirRate = await namesRate(texts.slice(0, 60), 3, true);
server.close();
const pageKeys = await keysInThePage();
say("\n── Find in the built page, over the five seeds");
row("key to paint: p50, p95, max", ms(at(pageKeys, 0.5)), ms(at(pageKeys, 0.95)), ms(at(pageKeys, 1)));
say("\n── names, MB of text for a second of processor");
row("Parallax, whole analysis", (ownRate / 1e6).toFixed(2));
row("compromise, names only", (theirRate / 1e6).toFixed(3), `${(ownRate / theirRate).toFixed(1)}× ours`);

const last = all.at(-1);
const before = all.at(-2);
const [ours, mini, flex] = last.measured;
say(`\n── the budgets of the design, at ${last.size.toLocaleString("en")} articles${last.size < SIZES.at(-1) ? " (they are meant for 100,000)" : ""}`);
const budget = (what, value, most, unit = "") => {
  const kept = typeof most === "string" ? value >= Number(most) : value <= most;
  const bound = typeof most === "string" ? `at least ${most}` : `at most ${most}`;
  const told = `${value.toFixed(value < 10 ? 2 : 1)}${unit}`;
  say(`${(kept ? "kept" : "NOT KEPT").padEnd(10)}${told.padStart(11)} of ${`${bound}${unit}`.padEnd(20)}${what}`);
};
budget("times as fast to build as MiniSearch", mini.built.work / ours.built.work, "12");
budget("times as fast to build as FlexSearch, strict", flex.built.work / ours.built.work, "8");
budget("index", ours.built.index / 1e6, 150, " MB");
budget("memory of the program with the text", ours.built.wasm / 1e6, 600, " MB");
for (const kind of KINDS) budget(`${kind}, ranked, with all facet counts, p95`, at(ours.times[kind], 0.95), 2, " ms");
budget("from a key to the painted answer (plain lines, not the page's view), p95", at(ours.times.keys, 0.95), 16.7, " ms");
budget("from a key to the painted answer in the built page over the five seeds, p95", at(pageKeys, 0.95), 16.7, " ms");
if (before) {
  const growth = last.size / before.size;
  const most = Math.round(growth * 12) / 10;
  const [then] = before.measured;
  budget(`times the time to build for ${growth.toFixed(0)} times the articles`, ours.built.work / then.built.work, most);
  budget(`times the memory for ${growth.toFixed(0)} times the articles`, ours.built.wasm / then.built.wasm, most);
  budget(`times the index for ${growth.toFixed(0)} times the articles`, ours.built.index / then.built.index, most);
}
budget("names: the whole analysis", ownRate / 1e6, "2", " MB/s");
budget("names: times as fast as compromise", ownRate / theirRate, "10");

say();
const checked = all.flatMap(({ measured }) => measured.flatMap(({ counts }) => KINDS.flatMap((kind) => counts[kind] ?? [])));
wrong.slice(0, 40).forEach((line) => say(`✗ ${line}`));
say(`${wrong.length ? "✗" : "✓"} ${checked.length} answers, ${wrong.length} of them not as the scan finds`);
process.exitCode = wrong.length ? 1 : 0;
