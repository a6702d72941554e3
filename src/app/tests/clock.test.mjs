// The clock, the time zone and the language of a browser: the days of articles and events are the same everywhere.
import assert from "node:assert/strict";
import { it } from "node:test";
import { assertQuiet, forServed, newPage, oneBrowser, open } from "./harness.mjs";

const browser = oneBrowser();

const PLACES = [
  { timezoneId: "Pacific/Kiritimati", locale: "en-US" },
  { timezoneId: "America/St_Johns", locale: "ar-EG" },
  { timezoneId: "Europe/Istanbul", locale: "tr-TR" },
  { timezoneId: "Pacific/Pago_Pago", locale: "de-DE" },
];

/** One's own articles: around midnight, and with a zone of their own. */
const OWN = [
  { id: "late", published: "2024-03-30T23:59:00", text: "Rain in Oslo\n\nIt rained on Saturday, said Anna Berg. It will rain on Sunday." },
  { id: "zone", published: "2024-03-31T00:30:00+14:00", text: "Rain in Bergen\n\nIt rained yesterday in Bergen, said Tom Frey." },
  { id: "stated", text: "Rain in Moss\n\nPublished: November 2, 2025, 1:30 a.m.\n\nIt rained on Friday in Moss." },
].map((record) => JSON.stringify(record)).join("\n");

/** All words of three views, with the shipped articles and with one's own. */
async function seen(test, product, place) {
  const visit = await newPage(test, browser(), place);
  const { page } = visit;
  const words = [];
  const look = async (...views) => {
    for (const view of views) {
      await page.evaluate((view) => { location.hash = `#/1/${view}`; }, view);
      await page.locator("#page-title").waitFor();
      // Answers come a moment after the view: until nothing changes any more.
      for (let last = "", now = "?"; last !== now;) {
        last = now;
        await page.waitForTimeout(400);
        now = await page.locator("#main").innerText();
      }
      words.push(await page.locator("#main").innerText());
    }
  };
  await open(page, product.address);
  await look("timeline", "compare");
  await look("corpus");
  words.pop();
  await page.getByLabel("Choose files").setInputFiles({ name: "own.jsonl", mimeType: "", buffer: Buffer.from(OWN) });
  await page.getByText("3 articles read.").waitFor();
  await look("timeline", "read/late+zone+stated?layers=date");
  await assertQuiet(visit);
  return words;
}

forServed("clocks", (product) => {
  it("days do not shift with the time zone or the language", { timeout: 120_000 }, async (test) => {
    const here = await seen(test, product, { timezoneId: "UTC", locale: "en-US" });
    assert.ok(here[0].includes("November 2025") || here[0].includes("Nov 2025"), here[0].slice(0, 300));
    const there = await Promise.all(PLACES.map((place) => seen(test, product, place)));
    PLACES.forEach((place, n) => assert.deepEqual(there[n], here, JSON.stringify(place)));
  });
});
