// What the browser tests share: the two products, a server for one of them, a browser, and a record of everything a page
// does that it should not. Run by `cargo xtask test --only browser`, which says in the environment where things are.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { mkdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { after, before, describe } from "node:test";

const require = createRequire(import.meta.url);
const { chromium } = require(process.env.PARALLAX_PLAYWRIGHT);

export const dist = process.env.PARALLAX_DIST;
const screens = process.env.PARALLAX_SCREENS;

const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const TYPES = { ".webmanifest": "application/manifest+json", ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".wasm": "application/wasm" };

/** A path that is not the top of the server: the addresses in the page must be relative. */
const UNDER = "/some/where/";

/** A browser; the caller closes it. */
export function launch(...flags) {
  return chromium.launch({ executablePath: process.env.CHROME, args: [...FLAGS, ...flags] });
}

/** One browser for all tests of a file; a function that gives it. */
export function oneBrowser() {
  let browser;
  before(async () => { browser = await launch(); });
  after(() => browser?.close());
  return () => browser;
}

/** Runs the same tests for each product: whatever touches the browser's storage, files, addresses or network. */
export function forEachProduct(name, tests) {
  for (const product of products) forProduct(product, name, tests);
}

/** Runs tests of what a view does inside the page. The single file holds the same program: it is not asked twice. */
export function forServed(name, tests) {
  forProduct(products[0], name, tests);
}

function forProduct(product, name, tests) {
  describe(`${product.name}: ${name}`, () => {
    before(() => product.start());
    after(() => product.stop());
    tests(product);
  });
}

/** Serves a folder below a path. `alter(name, bytes)` may change what is sent. */
export async function serve(alter = (_, bytes) => bytes, folder = dist) {
  const server = createServer(async (request, response) => {
    const name = new URL(request.url, "http://localhost").pathname.slice(UNDER.length) || "index.html";
    try {
      const bytes = await alter(name, await readFile(join(folder, name)));
      // Packed, as every host for static pages sends it; digests are of what is unpacked.
      const head = { "content-type": TYPES[extname(name)] ?? "application/octet-stream", "content-encoding": "gzip" };
      response.writeHead(200, head).end(gzipSync(bytes));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { address: `http://127.0.0.1:${server.address().port}${UNDER}`, close: () => { server.close(); server.closeAllConnections(); } };
}

/** Both products: how each is called, and where it is once `start` has run. */
const products = [
  {
    name: "served",
    async start() {
      this.server = await serve();
      this.address = this.server.address;
    },
    stop() { return this.server.close(); },
  },
  {
    name: "single file",
    async start() { this.address = pathToFileURL(join(dist, "parallax.html")).href; },
    async stop() {},
  },
];

/**
 * A fresh context with one page and its record: requests (with those that the policy stopped), page errors, messages of the
 * console that tell of an error, breaches of the policy, dialogs. It is closed when the test ends, however it ends. Nothing
 * is kept for a visit without a network, unless the test asks for that.
 */
export async function newPage(test, browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: "block", ...options });
  test.after(() => context.close());
  context.setDefaultTimeout(Number(process.env.PARALLAX_PATIENCE_MS ?? 8000));
  const record = { requests: [], errors: [], breaches: [], dialogs: [] };
  context.on("request", (request) => record.requests.push(request.url().slice(0, 200)));
  await context.exposeBinding("__breach", (_, what) => record.breaches.push(what));
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => window.__breach(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`));
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => record.errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && record.errors.push(message.text()));
  page.on("dialog", (dialog) => { record.dialogs.push(dialog.message()); return dialog.dismiss(); });
  return { context, page, record };
}

/** Opens an address and waits until the program has taken over from the text. */
export async function open(page, address) {
  await page.goto(address);
  await running(page);
}

/** Waits until the program has taken over from the text. */
export async function running(page) {
  await page.locator("#static").waitFor({ state: "detached" });
  await page.locator("#app main").first().waitFor();
}

/** Nothing happened that should not: no error, no breach of the policy, no dialog, no script of a stranger. */
export async function assertQuiet({ page, record }) {
  assert.deepEqual({ errors: record.errors, breaches: record.breaches, dialogs: record.dialogs }, { errors: [], breaches: [], dialogs: [] });
  assert.equal(await page.evaluate(() => window.__xss), undefined);
}

/**
 * Follows the tasks of a page from now on; a function that ends that and tells the longest over 30 ms: milliseconds of the
 * processor that the page's thread took, which other programs on the machine do not prolong, and milliseconds by the clock.
 */
export async function followTasks(browser, page) {
  const session = await browser.newBrowserCDPSession();
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value.filter(({ name, dur }) => name === "followed" || dur > 30_000)));
  await session.send("Tracing.start", { traceConfig: { includedCategories: ["toplevel", "blink.user_timing"], excludedCategories: ["*"] } });
  await page.evaluate(() => performance.mark("followed"));
  return async () => {
    const ended = new Promise((told) => session.once("Tracing.tracingComplete", told));
    await session.send("Tracing.end");
    await ended;
    await session.detach();
    const { pid, tid, ts } = events.find((event) => event.name === "followed");
    const tasks = events.filter((event) => event.pid === pid && event.tid === tid && event.ts > ts && event.name.endsWith("RunTask"));
    const most = (of) => Math.round(Math.max(0, ...tasks.map((task) => task[of] ?? 0)) / 1000);
    return { processor: most("tdur"), clock: most("dur") };
  };
}

/** The rules of axe-core that look at colours: in other colours the others find the same page. */
export const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/**
 * What axe-core finds wrong, one line each; by all of its rules, or by those named. The page must come from a context
 * with `bypassCSP`.
 */
export async function axe(page, ...rules) {
  await page.addScriptTag({ path: join(process.env.PARALLAX_AXE, "axe.min.js") });
  const { violations } = await page.evaluate((values) => window.axe.run(values.length > 0 ? { runOnly: { type: "rule", values } } : {}), rules);
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}: ${node.html.slice(0, 160)}`));
}

/** How far the page can be scrolled sideways, in pixels. */
export function sideways(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** A picture for a person to look at, in the folder of build results. */
export async function picture(page, name) {
  await mkdir(screens, { recursive: true });
  await page.screenshot({ path: join(screens, `${name}.png`), fullPage: true });
}
