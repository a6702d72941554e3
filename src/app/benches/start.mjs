// How long both products take to paint and to be ready, beside an empty Yew page in the same run. Run by
// `cargo xtask bench`. The pages take turns, so that whatever else the machine does falls on all of them alike.
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { dist, launch, newPage, open, serve } from "../tests/harness.mjs";

const TURNS = 15;
/** At most this many times the empty page: the budget. */
const RATIO_MAX = 1.5;

const servers = [await serve(undefined, process.env.PARALLAX_EMPTY), await serve()];
const pages = [
  { name: "an empty Yew page", address: servers[0].address, painted: [], ready: [] },
  { name: "Parallax, served", address: servers[1].address, painted: [], ready: [] },
  { name: "Parallax, single file", address: pathToFileURL(join(dist, "parallax.html")).href, painted: [], ready: [] },
];

const browser = await launch();
for (let turn = 0; turn < TURNS; turn += 1) {
  for (const { address, painted, ready } of pages) {
    const closing = [];
    const { page, context } = await newPage({ after: (close) => closing.push(close) }, browser);
    await context.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (!document.getElementById("app") || document.getElementById("static")) return;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => { window.__ready = performance.now(); }));
      }).observe(document, { childList: true, subtree: true });
    });
    await open(page, address);
    await page.waitForFunction(() => window.__ready && performance.getEntriesByName("first-contentful-paint").length);
    const times = await page.evaluate(() => [performance.getEntriesByName("first-contentful-paint")[0].startTime, window.__ready]);
    painted.push(times[0]);
    ready.push(times[1]);
    for (const close of closing) await close();
  }
}
await browser.close();
for (const server of servers) server.close();

const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
const [empty, ...ours] = pages.map(({ name, painted, ready }) => ({ name, painted: median(painted), ready: median(ready) }));
const row = (...cells) => console.log(cells.map((cell, at) => (at ? String(cell).padStart(20) : cell.padEnd(24))).join(""));
row(`median of ${TURNS} turns, ms`, "first paint", "ready");
row(empty.name, empty.painted.toFixed(0), empty.ready.toFixed(0));
for (const { name, painted, ready } of ours) {
  const told = (time, beside) => `${time.toFixed(0)} (${(time / beside).toFixed(2)} times)`;
  row(name, told(painted, empty.painted), told(ready, empty.ready));
}
const worst = Math.max(...ours.map(({ ready }) => ready / empty.ready));
console.log(`${worst <= RATIO_MAX ? "✓" : "✗"} ready in at most ${RATIO_MAX} times the empty page's time: ${worst.toFixed(2)}`);
