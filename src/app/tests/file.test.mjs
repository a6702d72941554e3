// The page as a file: saved from either product it is one file that opens from the disk, carries a corpus, holds to its
// policy and can be saved again. What it shows in somebody's page; and what it leaves to do when it breaks down.
import assert from "node:assert/strict";
import { readFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "node:test";
import { assertQuiet, axe, dist, forEachProduct, newPage, oneBrowser, open, picture, running, serve } from "./harness.mjs";

const browser = oneBrowser();
let folder;
before(async () => { folder = await mkdtemp(join(tmpdir(), "parallax-file-")); });
after(() => rm(folder, { recursive: true }));

/** What would end a script or begin a comment in a page that took it as it is; and letters of all lengths. */
const HOSTILE = "</script><script>window.__xss = 1</script><!-- <script> é ἀ 🌊 \u2028 & &amp; \\u003c";
const NAME = "Floods & <b>dams</b>";

/** A corpus file with one article. */
const ONE = JSON.stringify({ parallax: "corpus", schema: 1, id: "", name: "One", about: HOSTILE, events: [], articles: [{ id: "a", text: "It rained in Arlen." }], kept: "", view: "" });

/** The file of the shipped corpus, with something hostile in it. */
async function shipped(page) {
  const text = await page.evaluate(() => new Promise((done) => {
    self.parallaxWorker.addEventListener("message", ({ data: [what, ticket, bytes] }) => {
      if (what !== 0 || ticket !== 3e9) return;
      let at = 0, length = 0, shift = 0;
      do length |= (bytes[at] & 127) << shift, shift += 7; while (bytes[at++] > 127);
      done(new TextDecoder().decode(bytes.subarray(at, at + length)));
    });
    self.parallaxWorker.postMessage([0, 3e9, 41, new Uint8Array(4)]);
  }));
  return JSON.stringify({ ...JSON.parse(text), about: HOSTILE });
}

/** The page saved from this one, as its text. */
const save = (page, corpus = ONE, name = NAME) =>
  page.evaluate(async ([corpus, name]) => (await self.parallaxSave(corpus, name)).text(), [corpus, name]);

async function onDisk(name, text) {
  const path = join(folder, name);
  await writeFile(path, text);
  return pathToFileURL(path).href;
}

/** Everything in a page that its policy knows by a digest, or that is the program. */
const fixed = (html) => [...html.matchAll(/<(script|style)(?![^>]*corpus-file)[^>]*>([^]*?)<\/\1>/g)].map(([whole]) => whole);

/** Too long to be shown where they differ. */
const same = (one, other) => fixed(one).join("\n") === fixed(other).join("\n");

const policyOf = (html) => html.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)[1];

/** What the view says, without what depends on where the page came from. */
const drawn = (page) => page.locator("#main").innerText();

forEachProduct("saved as a file", (product) => {
  it("opens from the disk with its corpus, asks for nothing, and is saved again as the same file", async (test) => {
    const first = await newPage(test, browser());
    await open(first.page, `${product.address}#/1/timeline`);
    await first.page.getByRole("heading", { level: 1, name: "Timeline" }).waitFor();
    const loaded = first.record.requests.length, shown = await drawn(first.page);
    const corpus = await shipped(first.page), saved = await save(first.page, corpus);
    assert.equal(first.record.requests.length, loaded);
    await assertQuiet(first);
    assert.equal(saved.match(/<script type="application\/json" id="corpus-file">/g).length, 1);
    if (product.name === "single file") assert.ok(same(saved, await readFile(join(dist, "parallax.html"), "utf8")));
    const policy = policyOf(saved);
    assert.doesNotMatch(policy, /'self'/);
    assert.match(policy, /connect-src 'none'/);
    test.diagnostic(`${saved.length} letters`);

    const second = await newPage(test, browser());
    const address = await onDisk(`${product.name}.html`, saved);
    await open(second.page, `${address}#/1/timeline`);
    await second.page.getByRole("heading", { level: 1, name: "Timeline" }).waitFor();
    await second.page.waitForFunction((shown) => document.getElementById("main").innerText === shown, shown);
    assert.deepEqual(second.record.requests.filter((asked) => !asked.startsWith("blob:")), [address]);
    assert.equal(await second.page.evaluate(() => document.getElementById("corpus-file").textContent.includes("<")), false);
    assert.deepEqual(await second.page.evaluate(() => JSON.parse(document.getElementById("corpus-file").textContent)), JSON.parse(corpus));
    const [worker] = second.page.workers();
    assert.deepEqual(JSON.parse(await worker.evaluate(() => self.island)), JSON.parse(corpus));
    await assertQuiet(second);

    const again = await save(second.page);
    assert.ok(same(again, saved));
    assert.equal(policyOf(again), policy);
    assert.equal(again.match(/<script type="application\/json" id="corpus-file">/g).length, 1);
    const third = await newPage(test, browser());
    await open(third.page, await onDisk(`${product.name} again.html`, again));
    assert.equal(await third.page.workers()[0].evaluate(() => self.island), ONE.replaceAll("<", "\\u003c"));
    await third.page.goto(`${third.page.url().split("#")[0]}#/1/read/a`);
    await third.page.getByText("It rained in Arlen.").first().waitFor();
    await assertQuiet(third);
    // The same view of the same corpus is the same file to the byte, however often it is opened and saved.
    const once = await save(third.page);
    await third.page.goto(`${await onDisk(`${product.name} once.html`, once)}#/1/read/a`);
    await running(third.page);
    await third.page.getByText("It rained in Arlen.").first().waitFor();
    assert.ok(once === await save(third.page));
  });

  it("holds the view that was open as text, and nothing that needs the program", async (test) => {
    const visit = await newPage(test, browser());
    await open(visit.page, product.address);
    await visit.page.getByRole("table").first().waitFor();
    const shown = await visit.page.getByRole("table").first().innerText();
    await visit.page.evaluate(() => {
      document.documentElement.dataset.theme = "dark";
      // What others put into the page is not saved.
      document.head.append(Object.assign(document.createElement("style"), { textContent: "p { color: red }" }));
      document.body.append(Object.assign(document.createElement("aside"), { textContent: "from an extension" }));
    });
    const saved = await save(visit.page);
    const plain = saved.replace(/<(script|style)[^]*?<\/\1>/g, "");
    assert.deepEqual(plain.match(/from an extension|data-theme| style="|<body [^>]*>|<link rel="manifest|name="(program|policy|corpus)"/g), null);
    assert.equal(saved.match(/<style/g).length, 1);
    assert.ok(saved.startsWith('<!doctype html>\n<html lang="en"><head>\n<meta charset="utf-8">'));
    const address = await onDisk(`text ${product.name}.html`, saved);
    const silent = await newPage(test, browser(), { javaScriptEnabled: false });
    await silent.page.goto(address);
    assert.equal(await silent.page.title(), `${NAME} · Parallax`);
    // What is said by a browser that runs no script; locators pass over what is inside <noscript>.
    assert.equal(await silent.page.locator("#static").isVisible(), true);
    assert.equal(await silent.page.getByRole("button").count(), 0);
    assert.equal(await silent.page.locator("input, select, textarea").count(), 0);
    const words = (text) => text.split(/\s+/).filter((word) => /^\p{L}+$/u.test(word));
    const read = new Set(words(await silent.page.locator("#static").innerText()));
    const missing = words(shown).filter((word) => !read.has(word));
    assert.ok(missing.length <= words(shown).length / 10, `missing: ${missing}`);
    assert.deepEqual(silent.record.breaches, []);
  });

  it("does not show the text before its corpus, and shows it when the program cannot run", async (test) => {
    const visit = await newPage(test, browser());
    await open(visit.page, product.address);
    await visit.page.getByRole("table").first().waitFor();
    const saved = await save(visit.page);
    const address = await onDisk(`flash ${product.name}.html`, saved);
    const later = await newPage(test, browser());
    await later.context.addInitScript(() => {
      window.__seen = 0;
      (function look() {
        const text = document.getElementById("static");
        if (text && getComputedStyle(text).visibility === "visible") window.__seen += 1;
        requestAnimationFrame(look);
      })();
    });
    await open(later.page, address);
    assert.equal(await later.page.evaluate(() => window.__seen), 0);
    const old = await newPage(test, browser());
    await old.context.addInitScript(() => { delete globalThis.WebAssembly; });
    await old.page.goto(address);
    await old.page.getByRole("alert").filter({ hasText: "The text below is the view that was saved" }).waitFor();
    await old.page.getByRole("table").first().waitFor();
  });

  it("refuses a script with one letter changed, and a program that is damaged", async (test) => {
    const visit = await newPage(test, browser());
    await open(visit.page, product.address);
    const saved = await save(visit.page);
    const changed = saved.replace('"use strict";', '"use strict";window.__xss=1;');
    assert.notEqual(changed, saved);
    const refused = await newPage(test, browser());
    await refused.page.goto(await onDisk(`changed ${product.name}.html`, changed));
    await refused.page.waitForTimeout(500);
    assert.equal(await refused.page.evaluate(() => window.__xss), undefined);
    assert.match(refused.record.breaches.join(), /script-src-elem: inline/);
    assert.equal(await refused.page.locator("#static").isVisible(), true);
    const damaged = saved.replace(/(<script id="program"[^>]*>.{4000})(.)/, (_, before, letter) => before + (letter === "a" ? "b" : "a"));
    const told = await newPage(test, browser());
    await told.page.goto(await onDisk(`damaged ${product.name}.html`, damaged));
    await told.page.getByRole("alert").filter({ hasText: "could not be loaded" }).waitFor();
  });

  it("does not flash the first view for whoever had a corpus of their own open", async (test) => {
    const visit = await newPage(test, browser());
    await visit.context.addInitScript(() => localStorage.setItem("parallax.open", "mine"));
    await visit.page.goto(product.address, { waitUntil: "commit" });
    await visit.page.waitForFunction(() => document.documentElement.classList.contains("elsewhere"));
  });
});

forEachProduct("in somebody's page", (product) => {
  it("leaves head and foot away and leads to the whole of the view", async (test) => {
    const visit = await newPage(test, browser(), { bypassCSP: true });
    await open(visit.page, `${product.address}?embed=1#/1/names`);
    await visit.page.getByRole("heading", { level: 1, name: "Names" }).waitFor();
    assert.equal(await visit.page.getByRole("banner").count(), 0);
    const way = visit.page.getByRole("link", { name: "Open in Parallax" });
    assert.equal(await way.getAttribute("rel"), "noopener");
    await visit.page.evaluate(() => { location.hash = "#/1/timeline"; });
    await visit.page.getByRole("heading", { level: 1, name: "Timeline" }).waitFor();
    await way.focus();
    assert.equal(await way.evaluate((link) => link.href), `${product.address}#/1/timeline`);
    assert.deepEqual(await axe(visit.page), []);
    await picture(visit.page, `embed ${product.name}`);
    const plain = (await save(visit.page)).replace(/<(script|style)[^]*?<\/\1>/g, "");
    assert.deepEqual(plain.match(/Open in Parallax|class="embed"/g), null);
  });
});

describe("in a frame without an origin of its own", () => {
  let server;
  before(async () => {
    // A page that frames what the address says; the host's policy for its guests is the sandbox alone.
    server = createServer(async (request, response) => {
      const name = new URL(request.url, "http://localhost").pathname.slice(1);
      if (name === "host") {
        response.writeHead(200, { "content-type": "text/html" });
        return response.end('<!doctype html><title>Host</title><link rel="icon" href="data:,"><iframe sandbox="allow-scripts" width="900" height="700" src="/parallax.html?embed=1"></iframe>');
      }
      if (name === "host-served") {
        response.writeHead(200, { "content-type": "text/html" });
        return response.end('<!doctype html><title>Host</title><link rel="icon" href="data:,"><iframe sandbox="allow-scripts" width="900" height="700" src="/index.html?embed=1"></iframe>');
      }
      const types = { html: "text/html; charset=utf-8", js: "text/javascript", wasm: "application/wasm" };
      const bytes = await readFile(join(dist, name)).catch(() => null);
      response.writeHead(bytes ? 200 : 404, { "content-type": types[name.split(".").pop()] ?? "", "access-control-allow-origin": "*" });
      response.end(bytes);
    });
    await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  });
  after(() => { server.close(); server.closeAllConnections(); });

  for (const [host, what] of [["host", "the single file"], ["host-served", "the served page, where the server lets strangers read it,"]]) {
    it(`${what} runs, with its worker and without any storage`, async (test) => {
      const visit = await newPage(test, browser());
      await visit.page.goto(`http://127.0.0.1:${server.address().port}/${host}`);
      const frame = visit.page.frameLocator("iframe");
      await frame.getByRole("table").first().waitFor();
      const inner = visit.page.frames()[1];
      assert.match(await inner.evaluate(() => { try { return String(localStorage); } catch (error) { return error.name; } }), /SecurityError/);
      assert.equal(visit.page.workers().length, 1);
      await frame.getByRole("link", { name: "Open in Parallax" }).waitFor();
      await picture(visit.page, `frame ${host}`);
      await assertQuiet(visit);
    });
  }
});

/** Gives every worker of the page a listener in front of its own, by which a test breaks it. */
const breakable = () => {
  const Made = Worker;
  self.Worker = class extends Made {
    constructor(address) { super(address); self.__worker = this; }
  };
};

forEachProduct("broken down", (product) => {
  /** The pane, with its ways to go on. */
  async function pane(page, saying, ways) {
    const note = page.getByRole("alert");
    await note.filter({ hasText: saying }).waitFor();
    assert.deepEqual(await note.getByRole("button").allInnerTexts(), ways);
    await page.getByRole("main").waitFor();
    return note;
  }

  it("the page: says so, copies a report, gives out the articles, goes on after a reload, and loses no note", async (test) => {
    const visit = await newPage(test, browser(), { bypassCSP: true, permissions: product.name === "served" ? ["clipboard-read", "clipboard-write"] : [] });
    const { page } = visit;
    await visit.context.addInitScript(breakable);
    await open(page, `${product.address}#/1/timeline`);
    await page.getByRole("heading", { level: 1, name: "Timeline" }).waitFor();
    await page.evaluate(() => localStorage.setItem("parallax.kept", localStorage.getItem("parallax.kept") ?? "{}"));
    const kept = await page.evaluate(() => localStorage.getItem("parallax.kept"));
    await page.evaluate(() => { setTimeout(() => { throw new WebAssembly.RuntimeError("unreachable"); }); });
    const note = await pane(page, "an error of its own (unreachable). Your notes are kept. Reload the page to go on.", ["Reload", "Copy report", "Save my articles"]);
    assert.deepEqual(await axe(page), []);
    await note.getByRole("button", { name: "Copy report" }).click();
    const report = await note.locator("pre").innerText();
    assert.match(report, /^Parallax [0-9a-f]{16}\nunreachable\n[^]*\nin the page\n#\/1\/timeline\n.*Chrom/);
    assert.equal(await page.evaluate(() => String(getSelection()).trim()), report.trim());
    if (product.name === "served") assert.equal(await page.evaluate(() => navigator.clipboard.readText()), report);
    await picture(page, `broken ${product.name}`);
    // A worker with a corpus of two pieces, the second from article 300 on.
    await page.evaluate(() => {
      self.__asked = [];
      self.__worker.postMessage = ([what, ticket, kind, question]) => {
        self.__asked.push([what, kind, ...question]);
        const text = new TextEncoder().encode("é".repeat(100)), rest = question.length > 4 ? [0, 0] : [1, 300 & 127 | 128, 300 >> 7, 0];
        self.__worker.onmessage({ data: [0, ticket, Uint8Array.of(text.length & 127 | 128, text.length >> 7, ...text, ...rest)] });
      };
    });
    const [download] = await Promise.all([page.waitForEvent("download"), note.getByRole("button", { name: "Save my articles" }).click()]);
    assert.equal(download.suggestedFilename(), "articles.json");
    assert.equal(await readFile(await download.path(), "utf8"), "é".repeat(200));
    assert.deepEqual(await page.evaluate(() => self.__asked), [[0, 41, 0, 0, 0, 0], [0, 41, 0, 0, 0, 300 & 127 | 128, 300 >> 7]]);
    await Promise.all([page.waitForEvent("load"), note.getByRole("button", { name: "Reload" }).click()]);
    await running(page);
    assert.equal(await page.evaluate(() => localStorage.getItem("parallax.kept")), kept);
    assert.equal(await page.getByRole("alert").count(), 0);
  });

  it("the page, by a stack that is full: says so, and gives out the articles", async (test) => {
    const visit = await newPage(test, browser());
    await open(visit.page, product.address);
    await visit.page.evaluate(() => { setTimeout(() => { const deeper = () => deeper() + 1; deeper(); }); });
    const note = await pane(visit.page, "Maximum call stack size exceeded", ["Reload", "Copy report", "Save my articles"]);
    const [download] = await Promise.all([visit.page.waitForEvent("download"), note.getByRole("button", { name: "Save my articles" }).click()]);
    const file = JSON.parse(await readFile(await download.path(), "utf8"));
    assert.deepEqual([file.parallax, file.articles.length], ["corpus", 5]);
  });

  for (const [how, breaking] of [
    ["panics", () => { self.onmessage = () => { throw new WebAssembly.RuntimeError("unreachable"); }; }],
    ["panics in a promise", () => { self.onmessage = () => { Promise.reject(new WebAssembly.RuntimeError("unreachable")); }; }],
    ["is out of memory", () => { self.onmessage = () => { new WebAssembly.Memory({ initial: 1, maximum: 1 }).grow(1); }; }],
  ]) {
    it(`the worker ${how}: the page says so and keeps what it shows`, async (test) => {
      const visit = await newPage(test, browser());
      const { page } = visit;
      await open(page, product.address);
      await page.getByRole("table").first().waitFor();
      await page.workers()[0].evaluate(breaking);
      await page.evaluate(() => { location.hash = "#/1/names"; });
      const note = await pane(page, "Parallax has stopped because of an error of its own", ["Reload", "Copy report"]);
      await note.getByText("The report").click();
      assert.match(await note.locator("pre").innerText(), /in the worker/);
      await page.getByRole("main").waitFor();
      await Promise.all([page.waitForEvent("load"), note.getByRole("button", { name: "Reload" }).click()]);
      await page.getByRole("heading", { level: 1, name: "Names" }).waitFor();
    });
  }

  it("the worker, at its very start: the page says so and the text stands", async (test) => {
    const visit = await newPage(test, browser());
    await visit.context.addInitScript(() => {
      const send = Worker.prototype.postMessage;
      // Not a program at all.
      Worker.prototype.postMessage = function ([program, ...rest]) { send.call(this, [program instanceof WebAssembly.Module ? {} : program, ...rest]); };
    });
    await visit.page.goto(product.address);
    const note = visit.page.getByRole("alert").filter({ hasText: "Parallax has stopped" });
    await note.waitFor();
    await visit.page.locator("#static").waitFor();
  });
});
