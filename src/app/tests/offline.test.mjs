// The served page is kept by the browser: it opens with the server off, all of one version or not at all, and a new version
// waits until the reader wants it.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFile, readdir } from "node:fs/promises";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { describe, it } from "node:test";
import { assertQuiet, dist, newPage, oneBrowser, open, picture, running } from "./harness.mjs";

const browser = oneBrowser();
const digest = (bytes) => `sha256-${createHash("sha256").update(bytes).digest("base64")}`;

/** The files of the built page, by name. */
async function built() {
  const names = (await readdir(dist)).filter((name) => name !== "parallax.html");
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(dist, name))])));
}

/** The next version of the page: another program (the same with a section more) under another name, and another title. */
async function next() {
  const files = await built(), newer = new Map();
  const old = [...files.keys()].find((name) => name.endsWith(".wasm")), name = old.replace(/[0-9a-f]{4}\.wasm/, "0000.wasm");
  const program = Buffer.concat([files.get(old), Buffer.from([0, 2, 1, 120])]);
  const text = (of) => String(files.get(of)).replaceAll(old, name).replaceAll(digest(files.get(old)), digest(program));
  for (const [of, bytes] of files) newer.set(of, bytes);
  newer.delete(old);
  newer.set(name, program);
  newer.set("index.html", Buffer.from(text("index.html").replace("Every number opens", "Each number opens")));
  newer.set("sw.js", Buffer.from(text("sw.js").replace(/= ours \+ "/, "$&next-")));
  return newer;
}

/** A server below a path, of files that can be changed, and that can be stopped and started again at the same address. */
async function site(test, files, under = "/any/path/") {
  const types = { html: "text/html; charset=utf-8", js: "text/javascript", wasm: "application/wasm", webmanifest: "application/manifest+json" };
  const site = { files };
  const make = () => createServer((request, response) => {
    const name = new URL(request.url, "http://localhost").pathname.slice(under.length).replace(/(^|\/)$/, "$1index.html");
    const bytes = site.files.get(name);
    response.writeHead(bytes ? 200 : 404, { "content-type": types[name.split(".").pop()] ?? "" }).end(bytes);
  });
  let server = make();
  const listen = (port) => new Promise((listening) => server.listen(port, "127.0.0.1", listening));
  await listen(0);
  const { port } = server.address();
  site.address = `http://127.0.0.1:${port}${under}`;
  site.stop = () => new Promise((stopped) => { server.close(stopped); server.closeAllConnections(); });
  site.start = () => { server = make(); return listen(port); };
  test.after(() => site.stop().catch(() => {}));
  return site;
}

const kept = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
const visitor = (test) => newPage(test, browser(), { serviceWorkers: "allow" });
const caches = (page) => page.evaluate(async () => Promise.all((await self.caches.keys()).map(async (name) => (await (await self.caches.open(name)).keys()).length)));

describe("the served page, kept by the browser", () => {
  it("opens with the server off, under its own address and any of its views", async (test) => {
    const place = await site(test, await built());
    const visit = await visitor(test);
    await open(visit.page, place.address);
    await kept(visit.page);
    assert.deepEqual(await caches(visit.page), [4]);
    await assertQuiet(visit);
    await place.stop();
    for (const way of ["", "index.html", "#/1/names", "?embed=1#/1/timeline"]) {
      await visit.page.goto("about:blank");
      await open(visit.page, place.address + way);
    }
    await visit.page.getByRole("heading", { level: 1, name: "Timeline" }).waitFor();
    // A page that was not kept is not made up.
    await assert.rejects(visit.page.goto(`${place.address}parallax.html`));
  });

  it("can be installed", async (test) => {
    const place = await site(test, await built());
    const visit = await visitor(test);
    await open(visit.page, place.address);
    const session = await visit.context.newCDPSession(visit.page);
    const { errors, url } = await session.send("Page.getAppManifest");
    assert.deepEqual(errors, []);
    assert.equal(url, `${place.address}manifest.webmanifest`);
    const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
    assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
    await assertQuiet(visit);
  });

  it("offers a new version, keeps the old one until it is wanted, and then has the new one alone", async (test) => {
    const place = await site(test, await built());
    const visit = await visitor(test);
    const { page } = visit;
    await open(page, place.address);
    await kept(page);
    place.files = await next();
    const version = () => page.evaluate(() => document.querySelector("meta[name=description]").content.match(/(Every|Each) number/)[1] + " " + document.querySelector("meta[name=program]").content.slice(-9));
    const old = await version();
    await open(page, `${place.address}#/1/names`);
    await page.reload();
    await running(page);
    assert.equal(await version(), old);
    const note = page.getByRole("status").filter({ hasText: "A new version of Parallax is ready." });
    await note.waitFor();
    await picture(page, "new version");
    // Not by itself, and not in half: with the server off it is still the old one, whole.
    await place.stop();
    await page.reload();
    await running(page);
    assert.equal(await version(), old);
    await note.waitFor();
    assert.equal((await caches(page)).length, 2);
    await Promise.all([page.waitForEvent("load"), note.getByRole("button", { name: "Reload" }).click()]);
    await running(page);
    assert.equal(await version(), "Each 0000.wasm");
    await page.getByRole("heading", { level: 1, name: "Names" }).waitFor();
    assert.deepEqual(await caches(page), [4]);
    assert.equal(await note.count(), 0);
    assert.deepEqual(visit.record.breaches, []);
  });

  for (const [what, spoil] of [
    ["a file is missing", (files) => files.delete([...files.keys()].find((name) => name.endsWith(".wasm")))],
    ["a file is not the built one", (files) => files.set("manifest.webmanifest", Buffer.from("{}"))],
    ["the page is still the old one", (files, old) => files.set("index.html", old.get("index.html"))],
  ]) {
    it(`does not take a new version in half: ${what}`, async (test) => {
      const place = await site(test, await built());
      const visit = await visitor(test);
      const { page } = visit;
      await open(page, place.address);
      await kept(page);
      const old = place.files, half = await next();
      spoil(half, old);
      place.files = half;
      const refused = await page.evaluate(async () => {
        const keeping = await navigator.serviceWorker.getRegistration();
        await keeping.update();
        const coming = keeping.installing;
        if (coming && coming.state !== "redundant") await new Promise((done) => coming.addEventListener("statechange", () => coming.state !== "installing" && done()));
        return coming?.state;
      });
      assert.equal(refused, "redundant");
      await place.stop();
      await page.reload();
      await running(page);
      assert.equal(await page.getByRole("status").filter({ hasText: "new version" }).count(), 0);
    });
  }

  it("leaves alone what lies beside it and another page under another path", async (test) => {
    const files = await built();
    const both = new Map([...files].flatMap(([name, bytes]) => [[name, bytes], [`other/${name}`, bytes]]));
    both.set("beside.html", Buffer.from("<!doctype html><title>Beside</title>"));
    const place = await site(test, both);
    const visit = await visitor(test);
    const { page } = visit;
    await open(page, `${place.address}other/index.html`);
    await kept(page);
    await open(page, place.address);
    await kept(page);
    assert.deepEqual(await caches(page), [4, 4]);
    await page.goto(`${place.address}beside.html`);
    assert.equal(await page.title(), "Beside");
    both.set("beside.html", Buffer.from("<!doctype html><title>Changed</title>"));
    await page.reload();
    assert.equal(await page.title(), "Changed");
    await place.stop();
    await open(page, `${place.address}other/`);
    await open(page, place.address);
  });
});
