// The engine in WebAssembly answers what it answers natively, byte for byte, and how fast. Run by `cargo xtask`:
// PARALLAX_ENGINE is the folder of the engine's glue, PARALLAX_NATIVE the native program; the texts are the seeds,
// the project's annotated articles, and the open corpora where they are at hand.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const engine = createRequire(import.meta.url)(join(process.env.PARALLAX_ENGINE, "engine.js"));
const texts = [];
for (const folder of ["seeds", "src/analysis/eval/articles/dev/news", "src/analysis/eval/articles/held/news"]) {
  if (!existsSync(folder)) continue;
  const names = readdirSync(folder).filter((name) => name.endsWith(".txt")).sort();
  texts.push(...names.map((name) => readFileSync(join(folder, name), "utf8")));
}
const shared = "../shared/data";
if (existsSync(shared)) {
  const lines = (path) => readFileSync(join(shared, path), "utf8").split("\n").filter(Boolean);
  texts.push(...lines("meantime/documents.jsonl").map((line) => JSON.parse(line).text));
  const sentences = lines("gum_open.jsonl").map((line) => JSON.parse(line).text);
  for (let at = 0; at < sentences.length; at += 40) texts.push(sentences.slice(at, at + 40).join(" "));
} else {
  console.log(`skipped: ${shared} is not here; only the project's own texts are compared`);
}
// Odd texts: nothing, unpaired marks, right to left, astral characters, a very long line.
texts.push("", "“", "«»", "שלום said “‏no”", "😀 said: \u{1d400} \u202e", "Lee said “yes” ".repeat(400), "A".repeat(5000));

const records = texts.map((text, id) => JSON.stringify({ id: String(id), text, published: "2026-03-04" }));
const input = records.join("\n") + "\n";
const native = spawnSync(process.env.PARALLAX_NATIVE, ["annotate"], { input, maxBuffer: 1 << 30, encoding: "utf8" });
const expected = native.stdout.split("\n").filter(Boolean);
let [same, differ] = [0, 0];
const byId = new Map(expected.map((line) => [JSON.parse(line).id, line]));
for (const [id, record] of records.entries()) {
  if (engine.annotate(record) === byId.get(String(id))) {
    same += 1;
  } else {
    differ += 1;
    console.log(`differs: ${record.slice(0, 120)}`);
  }
}

const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
let best = Infinity;
for (let turn = 0; turn < 5; turn += 1) {
  const start = performance.now();
  for (const text of texts) engine.analyse(text);
  best = Math.min(best, performance.now() - start);
}
console.log(`engine in WebAssembly: ${same} of ${records.length} texts as natively; ${(bytes / 1000 / best).toFixed(1)} MB/s (${bytes} bytes in ${best.toFixed(0)} ms, best of 5; at least 2 is asked)`);
process.exitCode = differ || !same ? 1 : 0;
