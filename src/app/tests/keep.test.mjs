// Keeping: what is brought is there after a reload; whatever the storage does (full, none, damaged, killed while writing,
// another tab), what is on the page stays usable, nothing is half kept, and the page says how it is.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { articles } from "./articles.mjs";
import { assertQuiet, forEachProduct, newPage as freshPage, oneBrowser, open, running } from "./harness.mjs";

const { chromium } = createRequire(import.meta.url)(process.env.PARALLAX_PLAYWRIGHT);
const browser = oneBrowser();

const corpus = (product) => `${product.address}#/1/corpus`;

/** A page that is waited for as long as a disk may take. */
async function newPage(test) {
  const visit = await freshPage(test, browser());
  visit.context.setDefaultTimeout(60_000);
  return visit;
}

/** Runs this in the worker before the program: the worker is made from a blob of the page. */
function inWorker(target, prelude, argument) {
  return target.addInitScript(([code, argument]) => {
    const Real = window.Blob;
    window.Blob = class extends Real {
      constructor(parts, options) {
        super(options?.type === "text/javascript" ? [`(${code})(${JSON.stringify(argument) ?? ""});`, ...parts] : parts, options);
      }
    };
  }, [String(prelude), argument]);
}

/** Chooses a file of so many articles and waits until they are the corpus. */
async function bring(page, count, name = "floods.jsonl", words = articles(count)) {
  await page.getByLabel("Choose files").setInputFiles({ name, mimeType: "", buffer: Buffer.from(words) });
  await holds(page, count);
}

const holds = (page, count) => page.locator(".holdings dd").first().getByText(String(count), { exact: true }).waitFor({ timeout: 60_000 });
const says = (page, words) => page.locator(".lives").getByText(words).waitFor({ timeout: 60_000 });
const isKept = (page) => says(page, "Kept in this browser only");
const list = (page) => page.getByRole("region", { name: "Corpora in this browser" });

/** A corpus as the first schema keeps it: it must open for ever. */
const first = JSON.parse(readFileSync(new URL("kept_schema_1.json", import.meta.url)));

/** What lies in the store, after `change` (corpora, parts, wait, data). */
function stored(page, change = () => {}, data = null) {
  const look = async (change, data) => {
    const wait = (request) => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = () => failed(request.error); });
    const database = await wait(indexedDB.open("parallax"));
    try {
      const both = database.transaction(["corpora", "parts"], "readwrite");
      const [corpora, parts] = [both.objectStore("corpora"), both.objectStore("parts")];
      await change(corpora, parts, wait, data);
      const [ids, records, keys] = [await wait(corpora.getAllKeys()), await wait(corpora.getAll()), await wait(parts.getAllKeys())];
      return { ids, generations: records.map((record) => record[1]), parts: keys };
    } finally {
      database.close();
    }
  };
  return page.evaluate(`(${look})(${change}, ${JSON.stringify(data)})`);
}

/** Renames the open corpus. */
async function rename(page, name) {
  const field = page.locator(".rename input");
  await field.fill(name);
  await field.blur();
}

const named = (page, name) => page.locator(".about strong").getByText(name, { exact: true }).waitFor({ timeout: 60_000 });

forEachProduct("what is kept", (product) => {
  it("is there after a reload, with what was changed, and beside others", async (test) => {
    const visit = await newPage(test);
    const { page } = visit;
    await open(page, corpus(product));
    await bring(page, 30);
    await isKept(page);
    await rename(page, "Floods");
    await named(page, "Floods");
    await isKept(page);
    await page.reload();
    await running(page);
    await holds(page, 30);
    await named(page, "Floods");
    await isKept(page);
    await page.getByLabel("to a new corpus").check();
    await bring(page, 12, "others.jsonl");
    await isKept(page);
    assert.equal((await stored(page)).ids.length, 2);
    await list(page).getByRole("button", { name: "Open Floods" }).click();
    await holds(page, 30);
    await list(page).getByRole("button", { name: "Back to the corpus that came" }).click();
    await holds(page, 5);
    await page.reload();
    await running(page);
    await holds(page, 5);
    await list(page).getByRole("button", { name: "Delete Floods" }).click();
    await list(page).getByText("Floods", { exact: true }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: /^Undo: “Floods”/ }).first().click();
    await list(page).getByRole("button", { name: "Open Floods" }).click();
    await holds(page, 30);
    await assertQuiet(visit);
  });

  it("is added to, and taken back", async (test) => {
    const visit = await newPage(test);
    const { page } = visit;
    await open(page, corpus(product));
    await bring(page, 20);
    await isKept(page);
    const more = articles(50).split("\n").slice(20).join("\n");
    await bring(page, 50, "more.jsonl", more);
    await isKept(page);
    assert.deepEqual((await stored(page)).generations, [2]);
    await page.getByRole("button", { name: /^Undo: / }).first().click();
    await holds(page, 20);
    await isKept(page);
    await page.getByRole("button", { name: /^Redo: / }).first().click();
    await holds(page, 50);
    await isKept(page);
    await page.reload();
    await running(page);
    await holds(page, 50);
    await assertQuiet(visit);
  });

  it("is nothing once the import that made it is taken back, and is there again when that is done again", async (test) => {
    const visit = await newPage(test);
    const { page } = visit;
    const step = (which) => page.getByRole("button", { name: new RegExp(`^${which}: `) }).first();
    await open(page, corpus(product));
    await bring(page, 20);
    await isKept(page);
    await rename(page, "Floods");
    await named(page, "Floods");
    await isKept(page);
    await step("Undo").click();
    await named(page, "floods.jsonl");
    await step("Undo").click();
    await holds(page, 5);
    await list(page).getByText("None of your own yet").waitFor();
    assert.deepEqual(await stored(page), { ids: [], generations: [], parts: [] });
    await step("Redo").click();
    await holds(page, 20);
    await step("Redo").click();
    await named(page, "Floods");
    await isKept(page);
    // Where another was open before, that is open again.
    await page.getByLabel("to a new corpus").check();
    await bring(page, 12, "others.jsonl");
    await isKept(page);
    await step("Undo").click();
    await named(page, "Floods");
    await list(page).getByText("others.jsonl").waitFor({ state: "detached" });
    assert.equal((await stored(page)).ids.length, 1);
    await step("Redo").click();
    await holds(page, 12);
    await isKept(page);
    // A copy of what came with the page, made by a change, is no exception.
    await list(page).getByRole("button", { name: "Back to the corpus that came" }).click();
    await holds(page, 5);
    await page.reload();
    await running(page);
    assert.equal((await stored(page)).ids.length, 2);
    await assertQuiet(visit);
  });

  it("is asked for before the page closes, where it is kept nowhere, and stays when another is opened", async (test) => {
    const visit = await newPage(test);
    const { context, page, record } = visit;
    await inWorker(context, () => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...what) {
        if (self.full) throw new DOMException("made up", "QuotaExceededError");
        return put.apply(this, what);
      };
    });
    const asks = async () => {
      const before = record.dialogs.length;
      await page.close({ runBeforeUnload: true });
      await pause(500);
      return record.dialogs.length > before;
    };
    await open(page, corpus(product));
    await bring(page, 20);
    await isKept(page);
    const [worker] = page.workers();
    await worker.evaluate(() => { self.full = true; });
    await page.getByLabel("to a new corpus").check();
    await bring(page, 12, "others.jsonl");
    await says(page, /Not kept: .*no room left.*lost when this page is closed/);
    await list(page).getByRole("button", { name: "Back to the corpus that came" }).click();
    await holds(page, 5);
    await list(page).getByText(/12 articles .*not kept\. It is lost when this page is closed/).waitFor();
    assert.ok(await asks(), "the browser asks");
    await list(page).getByRole("button", { name: "Open others.jsonl" }).click();
    await holds(page, 12);
    await says(page, /Not kept: .*no room left/);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save it as a file" }).click()]);
    assert.match(download.suggestedFilename(), /^parallax-others.*\.json$/);
    await says(page, /Not kept: .*It was saved as a file: /);
    assert.equal(await page.locator("html[data-unkept]").count(), 0);
    await rename(page, "Others");
    await says(page, /Not kept: .*lost when this page is closed/);
    assert.ok(await asks(), "it was changed since");
    // Room is made.
    await worker.evaluate(() => { self.full = false; });
    await list(page).getByRole("button", { name: "Delete floods.jsonl" }).click();
    await isKept(page);
    assert.equal((await stored(page)).ids.length, 1);
    record.dialogs.length = 0;
    await assertQuiet(visit);
    const closed = page.waitForEvent("close");
    await page.close({ runBeforeUnload: true });
    await closed;
    assert.deepEqual(record.dialogs, [], "nothing is lost");
  });

  // Row 12.
  const full = {
    "the first part": (name) => {
      IDBObjectStore.prototype.put = function () { throw new DOMException("made up", name); };
    },
    "the record, after the parts": (name) => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...what) {
        if (this.name === "corpora") throw new DOMException("made up", name);
        return put.apply(this, what);
      };
    },
    "the end of the change": () => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...what) {
        const request = put.apply(this, what);
        if (this.name === "corpora") request.addEventListener("success", () => this.transaction.abort());
        return request;
      };
    },
  };
  for (const [where, patch] of Object.entries(full)) {
    for (const name of where.startsWith("the end") ? ["AbortError"] : ["QuotaExceededError", "AbortError", "InvalidStateError"]) {
      it(`is nothing when the storage fails with ${name} at ${where}; the corpus stays usable`, async (test) => {
        const { context, page } = await newPage(test);
        await inWorker(context, patch, name);
        await open(page, corpus(product));
        await bring(page, 20);
        await says(page, name === "QuotaExceededError" ? /Not kept: .*no room left/ : /Not kept: /);
        assert.deepEqual(await stored(page), { ids: [], generations: [], parts: [] });
        await page.getByRole("link", { name: "Find", exact: true }).click();
        await page.getByRole("heading", { level: 1, name: "Find" }).waitFor();
        await page.getByRole("link", { name: "Corpus", exact: true }).click();
        await holds(page, 20);
      });
    }
  }

  // Row 13.
  it("is nothing where there is no storage, and that is said", async (test) => {
    const visit = await newPage(test);
    const { context, page } = visit;
    const none = () => {
      for (const what of ["indexedDB", "localStorage"]) {
        if (what in self) Object.defineProperty(self, what, { get() { throw new DOMException("made up", "SecurityError"); } });
      }
    };
    await context.addInitScript(none);
    await inWorker(context, none);
    await open(page, corpus(product));
    await bring(page, 20);
    await says(page, /Not kept: .*no storage/);
    await assertQuiet(visit);
  });

  if (product.name === "served") {
    it("is nothing in a sandboxed frame (the single file), and that is said", async (test) => {
      const { page } = await newPage(test);
      const body = `<iframe sandbox="allow-scripts" width="1200" height="800" src="parallax.html#/1/corpus"></iframe>`;
      await page.route("**/frame.html", (route) => route.fulfill({ contentType: "text/html", body }));
      await page.goto(`${product.address}frame.html`);
      const frame = page.frameLocator("iframe");
      await frame.locator(".bring").waitFor();
      await frame.getByLabel("Choose files").setInputFiles({ name: "a.jsonl", mimeType: "", buffer: Buffer.from(articles(20)) });
      await frame.locator(".lives").getByText(/Not kept: .*no storage/).waitFor();
    });
  }

  // Row 14.
  it("is the state before or the one after, whenever the tab is killed while it is written", async (test) => {
    const folder = mkdtempSync(join(tmpdir(), "parallax-"));
    const options = { executablePath: process.env.CHROME, args: ["--no-sandbox", "--disable-gpu"] };
    const context = await chromium.launchPersistentContext(folder, options);
    test.after(() => context.close());
    context.setDefaultTimeout(60_000);
    const first = await context.newPage();
    await open(first, corpus(product));
    await bring(first, 20);
    await isKept(first);
    await first.close();
    await inWorker(context, () => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...what) {
        new BroadcastChannel("test").postMessage("put");
        // A slow disk: the change takes a second.
        for (const until = performance.now() + 80; performance.now() < until;);
        return put.apply(this, what);
      };
    });
    const seen = [];
    for (const delay of [0, 100, 250, 500, 3000]) {
      const page = await context.newPage();
      await open(page, corpus(product));
      await isKept(page);
      await page.evaluate(() => { new BroadcastChannel("test").onmessage = () => { window.__put = true; }; });
      const before = Number(await page.locator(".holdings dd").first().innerText());
      const more = articles(before + 600).split("\n").slice(before).join("\n");
      await page.getByLabel("Choose files").setInputFiles({ name: `more${delay}.jsonl`, mimeType: "", buffer: Buffer.from(more) });
      await page.waitForFunction(() => window.__put, undefined, { polling: 1, timeout: 60_000 });
      await pause(delay);
      const session = await context.newCDPSession(page);
      await Promise.race([session.send("Page.crash").catch(() => {}), pause(1000)]);
      await page.close();
      const again = await context.newPage();
      await open(again, corpus(product));
      await isKept(again);
      const after = Number(await again.locator(".holdings dd").first().innerText());
      assert.ok(after === before || after === before + 600, `${before}, then ${after}`);
      const { ids, parts } = await stored(again);
      assert.equal(ids.length, 1);
      assert.ok(parts.length >= after / 64, `${parts.length} parts of ${after} articles`);
      seen.push(after - before);
      await again.close();
    }
    assert.ok(seen.includes(0) && seen.includes(600), `killed before and after its end: ${seen}`);
    test.diagnostic(`articles added before the end: ${seen.join(", ")}`);
  });

  // Row 15.
  it("is followed by another tab; two changes at once do not overwrite each other", async (test) => {
    const visit = await newPage(test);
    const { context, page: one } = visit;
    await open(one, corpus(product));
    await bring(one, 20);
    await isKept(one);
    const two = await context.newPage();
    await open(two, corpus(product));
    await holds(two, 20);
    await rename(one, "By one");
    await named(two, "By one");
    await isKept(two);
    await rename(two, "By two");
    await named(one, "By two");
    await isKept(one);
    // A tab that hears nothing of the others.
    const deaf = await context.newPage();
    await inWorker(deaf, () => { delete self.BroadcastChannel; });
    await open(deaf, corpus(product));
    await named(deaf, "By two");
    await rename(one, "By one again");
    await named(two, "By one again");
    await rename(deaf, "By the deaf");
    await says(deaf, /Another tab changed/);
    await deaf.getByRole("button", { name: "Open the other" }).click();
    await named(deaf, "By one again");
    await isKept(deaf);
    // What the deaf one did is a corpus beside it.
    await list(deaf).getByRole("button", { name: "Open By the deaf" }).click();
    await named(deaf, "By the deaf");
    await isKept(deaf);
    assert.equal((await stored(deaf)).ids.length, 2);
    await assertQuiet(visit);
  });

  it("is not in the way of a newer version in another tab, which is said", async (test) => {
    const { context, page } = await newPage(test);
    await open(page, corpus(product));
    await bring(page, 20);
    await isKept(page);
    const newer = await context.newPage();
    await newer.goto(corpus(product));
    const done = await newer.evaluate(() => new Promise((done) => {
      const request = indexedDB.open("parallax", 2);
      request.onsuccess = () => done("open");
      request.onblocked = () => done("blocked");
      request.onerror = () => done(String(request.error));
    }));
    assert.equal(done, "open");
    await rename(page, "Later");
    await says(page, /Not kept: .*newer version/);
  });

  it("is written by two tabs: notes of one reach the other", async (test) => {
    const visit = await newPage(test);
    const { context, page: one } = visit;
    await open(one, `${product.address}#/1/find`);
    const two = await context.newPage();
    await open(two, `${product.address}#/1/find`);
    await two.evaluate(() => localStorage.setItem("parallax.kept", "\nsearch\tMine\t#/1/find?q=geneva"));
    await one.getByText("Mine").first().waitFor({ state: "attached" });
    await assertQuiet(visit);
  });

  // Row 16.
  const damages = {
    "a part with another byte": [async (corpora, parts, wait) => {
      const [key] = await wait(parts.getAllKeys());
      const bytes = await wait(parts.get(key));
      bytes[bytes.length >> 1] ^= 1;
      await wait(parts.put(bytes, key));
    }, /part 1 of \d+ is damaged/],
    "a part that is not there": [async (corpora, parts, wait) => {
      await wait(parts.delete((await wait(parts.getAllKeys()))[0]));
    }, /damaged|parts instead/],
    "a record that is none": [async (corpora, parts, wait) => {
      await wait(corpora.put("junk", (await wait(corpora.getAllKeys()))[0]));
    }, /damaged/],
    "a newer schema": [async (corpora, parts, wait) => {
      const [key] = await wait(corpora.getAllKeys());
      const record = await wait(corpora.get(key));
      record[0] = 99;
      await wait(corpora.put(record, key));
    }, /newer version/],
  };
  for (const [what, [change, why]] of Object.entries(damages)) {
    it(`is set aside with its bytes where there is ${what}`, async (test) => {
      const visit = await newPage(test);
      const { page } = visit;
      await open(page, corpus(product));
      await bring(page, 20);
      await isKept(page);
      await stored(page, change);
      await page.reload();
      await running(page);
      await holds(page, 5);
      await list(page).getByText(why).waitFor();
      const [download] = await Promise.all([page.waitForEvent("download"), list(page).getByRole("button", { name: /^Save its bytes/ }).click()]);
      const chunks = [];
      for await (const chunk of await download.createReadStream()) chunks.push(chunk);
      if (!/not there/.test(what)) assert.match(Buffer.concat(chunks).toString(), /^\{"parallax":"corpus"/);
      assert.equal((await stored(page)).ids.length, 1, "it lies there");
      await bring(page, 12, "others.jsonl");
      await isKept(page);
      await assertQuiet(visit);
    });
  }

  it("is read as the first schema kept it", async (test) => {
    const visit = await newPage(test);
    const { page } = visit;
    await open(page, corpus(product));
    await stored(page, async (corpora, parts, wait, { id, schema, generation, holding, sums, parts: all }) => {
      await wait(corpora.put([schema, generation, new Uint8Array(holding), new Uint8Array(sums)], id));
      for (const [key, text] of all) await wait(parts.put(new TextEncoder().encode(text), key));
    }, first);
    await page.reload();
    await running(page);
    await list(page).getByRole("button", { name: "Open Rain" }).click();
    await holds(page, 2);
    await isKept(page);
    await rename(page, "Rain again");
    await named(page, "Rain again");
    await isKept(page);
    assert.deepEqual((await stored(page)).generations, [first.generation + 1]);
    await assertQuiet(visit);
  });

  // Row 17.
  it("goes on after the worker died over a file", async (test) => {
    const { context, page } = await newPage(test);
    await open(page, corpus(product));
    await bring(page, 20);
    await isKept(page);
    const dying = await context.newPage();
    await inWorker(dying, () => {
      FileReaderSync.prototype.readAsArrayBuffer = () => {
        setTimeout(() => { throw new WebAssembly.RuntimeError("unreachable"); });
        throw new Error("made up");
      };
    });
    await open(dying, corpus(product));
    await dying.getByLabel("Choose files").setInputFiles({ name: "bad.txt", mimeType: "", buffer: Buffer.from("Bad.") });
    await dying.getByText("Parallax has stopped because of an error of its own").waitFor();
    await dying.close();
    await page.reload();
    await running(page);
    await holds(page, 20);
    await isKept(page);
    await page.getByLabel("Choose files").setInputFiles({ name: "next.txt", mimeType: "", buffer: Buffer.from("It goes on.") });
    await holds(page, 21);
    // What cannot be opened is not tried for ever.
    await isKept(page);
    await page.evaluate(() => { localStorage["parallax.open"] += "!!"; });
    await page.reload();
    await running(page);
    await holds(page, 5);
  });

  const ends = {
    "is out of memory while it reads": async (page, worker) => {
      await worker.evaluate(() => {
        for (let pages = 32_768; pages;) {
          try { self.program.memory.grow(pages); } catch { pages >>= 1; }
        }
      });
      await page.getByLabel("Choose files").setInputFiles({ name: "many.jsonl", mimeType: "", buffer: Buffer.from(articles(4_000)) });
    },
    "is ended without a word": (page, worker) => worker.evaluate(() => self.close()),
  };
  for (const [how, end] of Object.entries(ends)) {
    it(`is there again after the worker ${how}, which is said`, async (test) => {
      const { context, page } = await newPage(test);
      await inWorker(context, () => {
        const instantiate = WebAssembly.instantiate;
        WebAssembly.instantiate = async (...what) => {
          const made = await instantiate(...what);
          self.program = made.exports;
          return made;
        };
      });
      await open(page, corpus(product));
      await bring(page, 20);
      await isKept(page);
      await end(page, page.workers()[0]);
      const pane = page.locator("#trouble");
      await pane.getByText("Parallax has stopped because of an error of its own").waitFor({ timeout: 60_000 });
      await pane.getByText("Your articles are kept.").waitFor();
      if (product.name === "served") test.diagnostic(await pane.innerText());
      await pane.getByRole("button", { name: "Reload" }).click();
      await holds(page, 20);
      await isKept(page);
      await bring(page, 32, "more.jsonl", articles(32));
      await isKept(page);
    });
  }
});
