// What `cargo xtask bench` measures, inside a tab: one engine for each tab, all of them over the same articles.
// An engine takes articles in parts. It answers a query as it would for a page (`ask`, on the clock) and tells how many articles
// there are in all (`count`, of that answer or by asking again, for the check). What it does not know is `undefined`.
import start, { Bench, analyse } from "./program/search_bench.js";

/** A query on which so much was spent, in ms, is not asked again. */
const SPENT_MS = 300;

/** More than there are articles. */
const ALL = 1e9;

/** The words of a query, as the other libraries take them. */
const wordsOf = (typed) => typed.replaceAll(/["*~]/g, "");

const engines = {
  async Parallax(bench) {
    const search = (_, { typed, outlet }) => bench.search(typed, outlet);
    return {
      add: () => bench.add(),
      finish: () => bench.finish(),
      ask: search,
      count: ([articles]) => articles,
      bytes: () => bench.bytes(),
    };
  },

  // Its defaults cut at blanks and marks and lower the letters, as the others do here.
  async MiniSearch() {
    const { default: MiniSearch } = await import("./minisearch/dist/es/index.js");
    const index = new MiniSearch({ fields: ["headline", "body"] });
    const outlets = [];
    const options = {
      "word": () => ({}),
      "AND": () => ({ combineWith: "AND" }),
      "prefix": () => ({ prefix: true }),
      "fuzzy": () => ({ fuzzy: 1 }),
      "facet filter": ({ outlet }) => ({ filter: ({ id }) => outlets[id] === outlet }),
    };
    const ask = (kind, query) => options[kind] && index.search(wordsOf(query.typed), options[kind](query));
    return {
      add(articles) {
        index.addAll(articles);
        for (const { id, outlet } of articles) outlets[id] = outlet;
      },
      ask,
      count: (found) => found.length,
    };
  },

  FlexSearch: () => flexsearch("strict", ["word", "AND", "facet filter"]),
  "with prefixes": () => flexsearch("forward", ["prefix"]),

  // Texts in small letters, looked through from the first to the last for every query.
  async scan() {
    const texts = [], outlets = [];
    const tests = {
      "word": ({ words: [word] }) => (text) => holds(text, word),
      "AND": ({ words }) => (text) => words.every((word) => holds(text, word)),
      "prefix": ({ words: [word] }) => (text) => holds(text, word, true),
      "phrase": ({ words }) => (text) => holdsRow(text, words),
      "facet filter": ({ words: [word], outlet }) => (text, id) => outlets[id] === outlet && holds(text, word),
    };
    const ask = (kind, { typed, outlet }) => {
      const test = tests[kind]?.({ words: wordsOf(typed).split(" "), outlet });
      return test && texts.reduce((sum, text, id) => sum + (test(text, id) ? 1 : 0), 0);
    };
    return {
      add(articles) {
        for (const { headline, body, outlet } of articles) {
          texts.push(`${headline}\n${body}`.toLowerCase());
          outlets.push(outlet);
        }
      },
      ask,
      count: (found) => found,
      truth: (kind, queries) => truth(texts, kind, queries),
      vocabulary: () => vocabulary(texts).size,
    };
  },
};

/** The encoder does no more than the others: small letters, cut at all but letters and digits. Strictly, it knows whole words only. */
async function flexsearch(tokenize, kinds) {
  const { Document, Encoder } = await import("./flexsearch/dist/flexsearch.bundle.module.min.mjs");
  const encoder = new Encoder({ normalize: (text) => text.toLowerCase(), dedupe: false, numeric: false });
  const index = new Document({ document: { id: "id", index: ["headline", "body"] }, tokenize, encoder });
  const outlets = [];
  const ask = (kind, { typed, outlet }, limit) => {
    if (!kinds.includes(kind)) return undefined;
    const fields = index.search(wordsOf(typed), { limit });
    if (!outlet) return fields;
    // Its own tags lose articles (0.8.212): of a word that stands in bodies only it finds none.
    return fields.map(({ result }) => ({ result: result.filter((id) => outlets[id] === outlet) }));
  };
  return {
    add(articles) {
      for (const article of articles) index.add(article);
      for (const { id, outlet } of articles) outlets[id] = outlet;
    },
    // By its own default the best hundred of each field; what is filtered afterwards needs all.
    ask: (kind, query) => ask(kind, query, query.outlet ? ALL : 100),
    count: (_, kind, query) => new Set(ask(kind, query, ALL).flatMap(({ result }) => result)).size,
  };
}

const isLetter = (code) => (code >= 97 && code <= 122) || (code >= 48 && code <= 57);

/** Whether a text in small letters has a word, or a word that begins so. */
function holds(text, word, beginning = false) {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at > 0 && isLetter(text.charCodeAt(at - 1))) continue;
    if (beginning || !isLetter(text.charCodeAt(at + word.length))) return true;
  }
  return false;
}

/** Whether a text has words in a row within one sentence; marks between them do not count. */
function holdsRow(text, [first, ...others]) {
  for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
    if (at > 0 && isLetter(text.charCodeAt(at - 1))) continue;
    let end = at + first.length;
    const fits = others.every((word) => {
      if (isLetter(text.charCodeAt(end))) return false;
      while (end < text.length && !isLetter(text.charCodeAt(end)) && text[end] !== "." && text[end] !== "\n") end += 1;
      if (!text.startsWith(word, end)) return false;
      end += word.length;
      return true;
    });
    if (fits && !isLetter(text.charCodeAt(end))) return true;
  }
  return false;
}

/** What a search must find where the scan itself does not tell it: two words in one sentence, words that are nearly alike. */
function truth(texts, kind, queries) {
  if (kind === "AND") {
    return queries.map(({ typed }) => {
      const words = typed.split(" ");
      const all = texts.filter((text) => words.every((word) => holds(text, word)));
      // Some look through headline and body each on its own.
      const apart = all.filter((text) => {
        const end = text.indexOf("\n");
        return [text.slice(0, end), text.slice(end)].some((field) => words.every((word) => holds(field, word)));
      });
      const together = all.filter((text) => text.split(/[.\n]/).some((sentence) => words.every((word) => holds(sentence, word))));
      return { articles: all.length, inOneField: apart.length, inOneSentence: together.length };
    });
  }
  if (kind !== "fuzzy") return undefined;
  const words = vocabulary(texts);
  // By word: the queries that it is near to, and whether only by two letters swapped.
  const near = new Map();
  for (const [at, { typed }] of queries.entries()) {
    const wanted = wordsOf(typed);
    for (const word of words) {
      const edit = edited(wanted, word);
      if (edit) near.set(word, [...(near.get(word) ?? []), { at, swapped: edit === "swapped" }]);
    }
  }
  const found = queries.map(() => ({ articles: 0, withoutSwaps: 0 }));
  for (const text of texts) {
    const here = new Map();
    for (const word of text.split(/[^a-z0-9]+/)) {
      for (const { at, swapped } of near.get(word) ?? []) here.set(at, (here.get(at) ?? true) && swapped);
    }
    for (const [at, swapped] of here) {
      found[at].articles += 1;
      found[at].withoutSwaps += swapped ? 0 : 1;
    }
  }
  return found;
}

/** All different words. */
function vocabulary(texts) {
  const words = new Set();
  for (const text of texts) for (const word of text.split(/[^a-z0-9]+/)) words.add(word);
  return words;
}

/** How one word becomes the other by at most one edit: not at all, by a letter, by two swapped. */
function edited(a, b) {
  if (Math.abs(a.length - b.length) > 1) return undefined;
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from += 1;
  let [atA, atB] = [a.length, b.length];
  while (atA > from && atB > from && a[atA - 1] === b[atB - 1]) [atA, atB] = [atA - 1, atB - 1];
  if (atA - from <= 1 && atB - from <= 1) return "letter";
  const swapped = atA - from === 2 && atB - from === 2 && a[from] === b[from + 1] && a[from + 1] === b[from];
  return swapped ? "swapped" : undefined;
}

let bench, engine, program;

/** Loads the program and the engine. */
export async function open(name) {
  program = await start();
  bench = new Bench(1);
  engine = await engines[name](bench);
}

let part, heap = 0;

/** Makes the next articles: bytes of their texts. */
export function make(count, first, needsTexts) {
  const size = bench.make(count);
  if (needsTexts) {
    const texts = bench.texts();
    part = [];
    for (let at = 0; at < texts.length; at += 3) {
      part.push({ id: first + at / 3, headline: texts[at], body: texts[at + 1], outlet: texts[at + 2] });
    }
  }
  return size;
}

/** What `work` takes, in ms. */
function clock(work) {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

/** Finds blocks and sentences in the articles made: ms. */
export const read = () => clock(() => bench.read());

/** Indexes the articles made: ms. */
export function add() {
  const taken = clock(() => engine.add(part));
  heap = Math.max(heap, performance.memory.usedJSHeapSize);
  return taken;
}

/** Ends the index: ms. */
export const finish = () => clock(() => engine.finish?.());

/** Sizes in bytes: the heap at its peak, the index where it is known, the program's memory. */
export const sizes = () => ({ heap, index: engine.bytes?.(), wasm: program.memory.buffer.byteLength });

/** Different queries of a kind. */
export function queries(kind, articles, count) {
  const parts = bench.queries(kind, articles, count);
  return Array.from({ length: parts.length / 2 }, (_, at) => ({ typed: parts[2 * at], outlet: parts[2 * at + 1] }));
}

/** Asks every query: the times in ms, and the articles found; nothing where the engine does not know the kind. */
export function ask(kind, list) {
  const [times, counts] = [[], []];
  for (const query of list) {
    let [best, spent, answer] = [Infinity, 0];
    // The best of five, so that whatever else the machine does is not counted.
    for (let turn = 0; turn < 5 && spent < SPENT_MS; turn += 1) {
      const taken = clock(() => { answer = engine.ask(kind, query); });
      if (answer === undefined) return undefined;
      best = Math.min(best, taken);
      spent += taken;
    }
    times.push(best);
    counts.push(engine.count(answer, kind, query));
  }
  return { times, counts };
}

/** Articles that must be found, by query, where `ask` does not tell; only the scan knows. */
export const truths = (kind, list) => engine.truth(kind, list);

/** How many different words there are; only the scan knows. */
export const vocabularySize = () => engine.vocabulary();

/** Puts a field and a list over the index: `keyTimes` fills with the times from each key to its painted answer, in ms. */
export function listenToKeys() {
  const [field, shown, times] = [document.createElement("input"), document.createElement("pre"), []];
  document.body.append(field, shown);
  field.addEventListener("input", (event) => {
    shown.textContent = field.value ? bench.show(field.value) : "";
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => times.push(performance.now() - event.timeStamp);
      port2.postMessage(0);
    });
  });
  field.focus();
  window.keyTimes = times;
}

/** Finds the names in texts; how many (of ours, how many names and quotations). */
export async function names(texts, withCompromise) {
  if (!withCompromise) return texts.reduce((sum, text) => sum + analyse(text), 0);
  const { default: nlp } = await import("./compromise/builds/three/compromise-three.mjs");
  return texts.reduce((sum, text) => {
    const read = nlp(text);
    return sum + read.people().length + read.places().length + read.organizations().length;
  }, 0);
}
