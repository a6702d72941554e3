// Both products open, ask for nothing they should not, carry their policy, refuse what is not theirs, and stay readable when
// the program cannot run.
import assert from "node:assert/strict";
import { readFile, readdir, writeFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "node:test";
import { assertQuiet, dist, forEachProduct, launch, newPage, oneBrowser, open, serve } from "./harness.mjs";

const browser = oneBrowser();

/** The first view can be read, and the page says what failed. */
async function assertTextStands(page, saying) {
  const note = page.getByRole("alert");
  await note.waitFor();
  assert.match(await note.innerText(), saying);
  assert.match(await note.innerText(), /The text below is the first view, complete without the program\./);
  await page.getByRole("main").waitFor();
  await page.getByRole("heading", { level: 1 }).or(page.getByRole("heading", { level: 2 })).first().waitFor();
}

forEachProduct("the page", (product) => {
  it("opens, quietly, with nothing asked for but its own parts", async (test) => {
    const visit = await newPage(test, browser(), { serviceWorkers: "allow" });
    await open(visit.page, product.address);
    await visit.page.waitForTimeout(500);
    if (product.name === "served") await visit.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    // Its worker is made from the glue, by an address that only this page knows.
    const own = visit.record.requests.filter((address) => !address.startsWith("blob:"));
    const asked = [...new Set(own.map((address) => address.replace(/parallax-[0-9a-f]{16}/, "parallax-DIGEST")))];
    const parts = product.name === "served" ? ["", "manifest.webmanifest", "parallax-DIGEST.js", "parallax-DIGEST.wasm", "sw.js"].map((part) => product.address + part) : [product.address];
    assert.deepEqual(asked.sort(), parts.sort());
    await assertQuiet(visit);
  });

  it("works on without a network", async (test) => {
    const visit = await newPage(test, browser());
    await open(visit.page, product.address);
    const loaded = visit.record.requests.length;
    await visit.context.setOffline(true);
    await visit.page.keyboard.press("Tab");
    await visit.page.evaluate(() => { location.hash = "#/"; });
    await visit.page.getByRole("main").waitFor();
    assert.equal(visit.record.requests.length, loaded, visit.record.requests.join(" "));
    await assertQuiet(visit);
  });

  it("carries its policy, and the policy holds", async (test) => {
    const visit = await newPage(test, browser());
    await open(visit.page, product.address);
    const policy = await visit.page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
    const rule = (name) => policy.split("; ").find((rule) => rule.startsWith(`${name} `));
    assert.equal(rule("default-src"), "default-src 'none'");
    assert.equal(rule("connect-src"), product.name === "served" ? "connect-src 'self'" : "connect-src 'none'");
    assert.equal(rule("require-trusted-types-for"), "require-trusted-types-for 'script'");
    assert.equal(rule("trusted-types"), "trusted-types parallax");
    assert.match(rule("style-src"), /^style-src 'sha256-[^ ]+'$/);
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-hashes|'unsafe-eval'|\*|http/);
    const outside = await visit.page.evaluate(async () => ({
      fetch: await fetch("http://127.0.0.1:9/").then(() => "sent", () => "refused"),
      html: (() => { try { document.body.innerHTML = "<p>"; return "taken"; } catch { return "refused"; } })(),
    }));
    assert.deepEqual(outside, { fetch: "refused", html: "refused" });
    await visit.page.waitForTimeout(200);   // the browser tells of a breach a moment later
    assert.deepEqual(visit.record.breaches.map((breach) => breach.split(":")[0]).sort(), ["connect-src", "require-trusted-types-for"]);
  });

  it("is readable with scripts switched off, and says so", async (test) => {
    const silent = await launch("--blink-settings=scriptEnabled=false");
    test.after(() => silent.close());
    const page = await silent.newPage();
    await page.goto(product.address);
    // The words that are painted: locators pass over what is inside <noscript>.
    assert.match(await page.evaluate(() => document.body.innerText), /^\s*Scripts are switched off/);
    await page.getByRole("main").waitFor();
  });

  it("is readable in a browser without WebAssembly, and says so", async (test) => {
    const visit = await newPage(test, browser());
    await visit.context.addInitScript(() => { delete globalThis.WebAssembly; });
    await visit.page.goto(product.address + "#/v1/read?a=1");
    await assertTextStands(visit.page, /this browser has no WebAssembly/);
  });

  it("says so when the program breaks down, and how to go on", async (test) => {
    const visit = await newPage(test, browser());
    await open(visit.page, product.address);
    await visit.page.evaluate(() => { setTimeout(() => { throw new WebAssembly.RuntimeError("unreachable"); }); });
    await visit.page.getByRole("alert").filter({ hasText: "Reload the page" }).waitFor();
  });
});

describe("served, with a part that is not the built one", () => {
  const refuses = (alter, saying) => async (test) => {
    const server = await serve(alter);
    test.after(() => server.close());
    const visit = await newPage(test, browser());
    await visit.page.goto(server.address);
    await assertTextStands(visit.page, saying);
  };

  it("refuses a program with one harmless section more", refuses((name, bytes) => (name.endsWith(".wasm") ? Buffer.concat([bytes, Buffer.from([0, 2, 1, 120])]) : bytes), /could not be loaded/));
  it("refuses glue with one comment more", refuses((name, bytes) => (name.endsWith(".js") ? Buffer.concat([bytes, Buffer.from("//")]) : bytes), /a part of it is missing/));
  it("tells when the program is not there", refuses((name, bytes) => (name.endsWith(".wasm") ? Promise.reject(new Error("gone")) : bytes), /could not be loaded/));
  it("tells when a stricter policy forbids the program", refuses((name, bytes) => (name.endsWith(".html") ? String(bytes).replace(" 'wasm-unsafe-eval'", "") : bytes), /this browser refused it/));
});

describe("from the disk", () => {
  let folder;
  before(async () => { folder = await mkdtemp(join(tmpdir(), "parallax-")); });
  after(() => rm(folder, { recursive: true }));

  it("index.html names the file to open instead", async (test) => {
    const visit = await newPage(test, browser());
    await visit.page.goto(pathToFileURL(join(dist, "index.html")).href);
    await assertTextStands(visit.page, /open parallax\.html instead/);
  });

  const damages = {
    "cut short in its program": [/(<script id="program"[^>]*>.{4000})[^<]*/, "$1"],
    "with one letter of its program changed": [/(<script id="program"[^>]*>.{4000})(.)/, (_, before, letter) => before + (letter === "a" ? "b" : "a")],
    "that states another length of its program": [/<script id="program"[^>]* data-size="/, "$&1"],
    "without what unpacks its program": [/function unpacked/, "function packed"],
  };
  for (const [what, [place, change]] of Object.entries(damages)) {
    it(`a single file ${what} is readable and says so`, async (test) => {
      const whole = await readFile(join(dist, "parallax.html"), "utf8");
      const damaged = whole.replace(place, change);
      assert.notEqual(damaged, whole);
      await writeFile(join(folder, "damaged.html"), damaged);
      const visit = await newPage(test, browser());
      await visit.page.goto(pathToFileURL(join(folder, "damaged.html")).href);
      await assertTextStands(visit.page, /could not be loaded/);
    });
  }

  describe("the program in the single file", () => {
    let bytesOf, unlzma, letters, program;
    before(async () => {
      const single = await readFile(join(dist, "parallax.html"), "utf8");
      const [, packed, script] = single.match(/<script id="program"[^>]*>([^<]*)<\/script>\n<script>([^]*?)<\/script>/);
      ({ bytesOf, unlzma } = new Function(`${script}; return { bytesOf, unlzma };`)());
      letters = packed;
      program = await readFile(join(dist, (await readdir(dist)).find((name) => name.endsWith(".wasm"))));
    });

    it("is the one that is served", () => assert.ok(program.equals(unlzma(bytesOf(letters), program.length))));

    it("is refused wherever a letter is changed", () => {
      for (let turn = 0; turn < 40; turn += 1) {
        const at = Math.floor((letters.length - 3) * turn / 39);
        const damaged = letters.slice(0, at) + (letters[at] === "a" ? "b" : "a") + letters.slice(at + 1);
        assert.throws(() => unlzma(bytesOf(damaged), program.length), /damaged/, `letter ${at}`);
      }
    });

    it("is refused, and soon, where it is rubbish", () => {
      const start = performance.now();
      let noise = 1;
      const any = () => (noise = Math.imul(noise, 1664525) + 1013904223 | 0) >>> 24;
      const rubbish = ["", "!", "\n", "\u2028é", "!".repeat(9999), "~".repeat(9999), letters.slice(0, 9999), letters + "!!!!"];
      for (let length = 1; length < 20000; length *= 2) rubbish.push(Array.from({ length }, () => String.fromCharCode(any())).join(""));
      for (const text of rubbish) {
        for (const size of [NaN, 0, 1, program.length, program.length + 1, 1e8]) {
          assert.throws(() => unlzma(bytesOf(text), size), /damaged/, `${text.slice(0, 20)} ${size}`);
        }
      }
      assert.ok(performance.now() - start < 60000);
    });
  });

  it("the program cannot call what sends anything", async () => {
    const name = (await readdir(dist)).find((name) => name.endsWith(".wasm"));
    const imports = WebAssembly.Module.imports(new WebAssembly.Module(await readFile(join(dist, name)))).map(({ name }) => name);
    assert.ok(imports.length > 10, "the imports carry the names of what they call");
    assert.deepEqual(imports.filter((name) => /fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeer|submit/i.test(name)), []);
  });

  it("there are the files of the two products and no other", async () => {
    const names = (await readdir(dist)).map((name) => name.replace(/[0-9a-f]{16}/, "DIGEST")).sort();
    assert.deepEqual(names, ["index.html", "manifest.webmanifest", "parallax-DIGEST.js", "parallax-DIGEST.wasm", "parallax.html", "sw.js"]);
  });
});
