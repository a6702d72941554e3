// Both products open, ask for nothing they should not, carry their policy, refuse what is not theirs, and stay readable when
// the program cannot run.
import assert from "node:assert/strict";
import { readFile, readdir, writeFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "node:test";
import { assertQuiet, dist, launch, newPage, open, products, serve } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** The first view can be read, and the page says what failed. */
async function assertTextStands(page, saying) {
  const note = page.getByRole("alert");
  await note.waitFor();
  assert.match(await note.innerText(), saying);
  assert.match(await note.innerText(), /The text below is the first view, complete without the program\./);
  await page.getByRole("main").waitFor();
  await page.getByRole("heading", { level: 1 }).or(page.getByRole("heading", { level: 2 })).first().waitFor();
}

for (const product of products) {
  describe(product.name, () => {
    before(() => product.start());
    after(() => product.stop());

    it("opens, quietly, with nothing asked for but its own parts", async () => {
      const visit = await newPage(browser);
      await open(visit.page, product.address);
      await visit.page.waitForTimeout(500);
      const asked = visit.record.requests.map((address) => address.replace(/parallax-[0-9a-f]{16}/, "parallax-DIGEST"));
      const parts = product.name === "served" ? ["", "parallax-DIGEST.js", "parallax-DIGEST.wasm"].map((part) => product.address + part) : [product.address];
      assert.deepEqual(asked.sort(), parts.sort());
      await assertQuiet(visit);
      await visit.context.close();
    });

    it("works on without a network", async () => {
      const visit = await newPage(browser);
      await open(visit.page, product.address);
      const loaded = visit.record.requests.length;
      await visit.context.setOffline(true);
      await visit.page.keyboard.press("Tab");
      await visit.page.evaluate(() => { location.hash = "#/"; });
      await visit.page.getByRole("main").waitFor();
      assert.equal(visit.record.requests.length, loaded, visit.record.requests.join(" "));
      await assertQuiet(visit);
      await visit.context.close();
    });

    it("carries its policy, and the policy holds", async () => {
      const visit = await newPage(browser);
      await open(visit.page, product.address);
      const policy = await visit.page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
      const rule = (name) => policy.split("; ").find((rule) => rule.startsWith(`${name} `));
      assert.equal(rule("default-src"), "default-src 'none'");
      assert.equal(rule("connect-src"), product.name === "served" ? "connect-src 'self'" : "connect-src 'none'");
      assert.equal(rule("require-trusted-types-for"), "require-trusted-types-for 'script'");
      assert.equal(rule("trusted-types"), "trusted-types 'none'");
      assert.match(rule("style-src"), /^style-src 'sha256-[^ ]+'$/);
      assert.doesNotMatch(policy, /unsafe-inline|unsafe-hashes|'unsafe-eval'|\*|http/);
      const outside = await visit.page.evaluate(async () => ({
        fetch: await fetch("http://127.0.0.1:9/").then(() => "sent", () => "refused"),
        html: (() => { try { document.body.innerHTML = "<p>"; return "taken"; } catch { return "refused"; } })(),
      }));
      assert.deepEqual(outside, { fetch: "refused", html: "refused" });
      assert.ok(visit.record.breaches.length >= 1, "the browser told of the breach");
      await visit.context.close();
    });

    it("is readable with scripts switched off, and says so", async () => {
      const visit = await newPage(browser, { javaScriptEnabled: false });
      await visit.page.goto(product.address);
      await visit.page.getByText("Scripts are switched off").waitFor();
      await visit.page.getByRole("main").waitFor();
      await visit.context.close();
    });

    it("is readable in a browser without WebAssembly, and says so", async () => {
      const bare = await launch("--js-flags=--no-expose-wasm");
      const visit = await newPage(bare);
      await visit.page.goto(product.address + "#/v1/read?a=1");
      await assertTextStands(visit.page, /this browser has no WebAssembly/);
      await bare.close();
    });

    it("says so when the program breaks down, and how to go on", async () => {
      const visit = await newPage(browser);
      await open(visit.page, product.address);
      await visit.page.evaluate(() => { setTimeout(() => { throw new WebAssembly.RuntimeError("unreachable"); }); });
      await visit.page.getByRole("alert").filter({ hasText: "Reload the page" }).waitFor();
      await visit.context.close();
    });
  });
}

describe("served, with a part that is not the built one", () => {
  async function visitAltered(alter, saying) {
    const server = await serve(alter);
    const visit = await newPage(browser);
    await visit.page.goto(server.address);
    await assertTextStands(visit.page, saying);
    await visit.context.close();
    await server.close();
  }

  it("refuses a program with one harmless section more", () =>
    visitAltered((name, bytes) => (name.endsWith(".wasm") ? Buffer.concat([bytes, Buffer.from([0, 2, 1, 120])]) : bytes), /could not be loaded/));
  it("refuses glue with one comment more", () =>
    visitAltered((name, bytes) => (name.endsWith(".js") ? Buffer.concat([bytes, Buffer.from("//")]) : bytes), /a part of it is missing/));
  it("tells when the program is not there", () =>
    visitAltered((name, bytes) => (name.endsWith(".wasm") ? Promise.reject(new Error("gone")) : bytes), /could not be loaded/));
  it("tells when a stricter policy forbids the program", () =>
    visitAltered((name, bytes) => (name.endsWith(".html") ? String(bytes).replace(" 'wasm-unsafe-eval'", "") : bytes), /this browser refused it/));
});

describe("from the disk", () => {
  let folder;
  before(async () => { folder = await mkdtemp(join(tmpdir(), "parallax-")); });
  after(() => rm(folder, { recursive: true }));

  it("index.html names the file to open instead", async () => {
    const visit = await newPage(browser);
    await visit.page.goto(pathToFileURL(join(dist, "index.html")).href);
    await assertTextStands(visit.page, /open parallax\.html instead/);
    await visit.context.close();
  });

  it("a single file cut short in its program is readable and says so", async () => {
    const whole = await readFile(join(dist, "parallax.html"), "utf8");
    const cut = whole.replace(/(<script id="program"[^>]*>.{4000})[^<]*/, "$1");
    assert.ok(cut.length < whole.length);
    await writeFile(join(folder, "cut.html"), cut);
    const visit = await newPage(browser);
    await visit.page.goto(pathToFileURL(join(folder, "cut.html")).href);
    await assertTextStands(visit.page, /this browser refused it|could not be loaded/);
    await visit.context.close();
  });

  it("there are the four files of the two products and no other", async () => {
    const names = (await readdir(dist)).map((name) => name.replace(/[0-9a-f]{16}/, "DIGEST")).sort();
    assert.deepEqual(names, ["index.html", "parallax-DIGEST.js", "parallax-DIGEST.wasm", "parallax.html"]);
  });
});
