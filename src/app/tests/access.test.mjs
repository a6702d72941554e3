// Everybody can use the page: axe-core finds nothing in any view, light or dark; a narrow screen needs no sideways scroll; the
// keyboard reaches everything.
import assert from "node:assert/strict";
import { it } from "node:test";
import { COLOUR_RULES, assertQuiet, axe, forEachProduct, newPage, oneBrowser, open, picture, sideways } from "./harness.mjs";

const browser = oneBrowser();

/** One address for every view, and for every part of it that opens. */
const VIEWS = {
  "Compare": "",
  "Compare, a number open": "#/1/compare/geneva?open=words~0~0",
  "Compare, every part open": "#/1/compare/geneva?turned=voices,names,burdens,frames,words",
  "Compare, a line open": "#/1/compare/geneva?open=words",
  "Compare, one article": "#/1/compare/florida",
  "Compare, two events": "#/1/compare/geneva+florida",
  "Read": "#/1/read",
  "Read, all layers": "#/1/read?layers=person,organisation,place,other,quote,reported,cue,date,figure,condition,hedge,judgement",
  "Read, a card open": "#/1/read?who=person%2Fmarco-rubio",
  "Find": "#/1/find",
  "Find, passages": "#/1/find?q=Kyiv",
  "Find, lines": "#/1/find?q=talks&as=lines",
  "Timeline": "#/1/timeline",
  "Timeline, some days": "#/1/timeline?from=2025-11-24&to=2025-11-26",
  "Timeline, what was known when": "#/1/timeline/geneva",
  "a link not understood": "#/nonsense",
};

forEachProduct("accessibility", (product) => {
  for (const [name, hash] of Object.entries(VIEWS)) {
    // Without its policy, which axe-core could not be brought past, the page is the same in both products: one is enough.
    if (product.name === "served") {
      it(`${name}: axe-core finds nothing, light or dark`, async (test) => {
        const visit = await newPage(test, browser(), { colorScheme: "light", bypassCSP: true });
        await open(visit.page, product.address + hash);
        await visit.page.evaluate(() => document.querySelectorAll("details").forEach((folded) => { folded.open = true; }));
        const ground = () => visit.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        const [light, lightGround] = [await axe(visit.page), await ground()];
        await visit.page.emulateMedia({ colorScheme: "dark" });
        assert.notEqual(await ground(), lightGround, "the colours follow the system");
        const dark = await axe(visit.page, ...COLOUR_RULES);
        assert.deepEqual({ light, dark }, { light: [], dark: [] });
      });
    }

    it(`${name}: no sideways scroll at 320 pixels, nor at 2560`, async (test) => {
      const visit = await newPage(test, browser(), { viewport: { width: 320, height: 640 } });
      await open(visit.page, product.address + hash);
      assert.equal(await sideways(visit.page), 0, "at 320 pixels");
      if (product.name === "served") await picture(visit.page, `narrow-${name.replaceAll(/\W+/g, "-").toLowerCase()}`);
      await visit.page.setViewportSize({ width: 2560, height: 1440 });
      assert.equal(await sideways(visit.page), 0, "at 2560 pixels");
      await assertQuiet(visit);
    });
  }
});

forEachProduct("keyboard", (product) => {
  const focused = (page) => page.evaluate(() => document.activeElement?.textContent.trim().slice(0, 80));
  /** Presses Tab until the element named so has the focus. */
  async function tabTo(page, name) {
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press("Tab");
      if ((await focused(page))?.startsWith(name)) return;
    }
    assert.fail(`Tab does not reach ${name}`);
  }

  it("the first stop leads past the head of the page", async (test) => {
    const { page } = await newPage(test, browser());
    await open(page, product.address);
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "Skip to the text");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "MAIN");
  });

  it("from Compare to a sentence in its article, without a mouse", async (test) => {
    const visit = await newPage(test, browser());
    const { page } = visit;
    await open(page, product.address + "#/1/compare/geneva");
    const number = page.getByRole("table").getByRole("row", { name: /^words on the event/i }).getByRole("cell").getByRole("button").first();
    await tabTo(page, "Skip to the text");
    await number.focus();
    await page.keyboard.press("Enter");
    assert.equal(await number.getAttribute("aria-expanded"), "true");
    assert.ok(await number.evaluate((button) => button === document.activeElement), "the focus stays on the number");
    await tabTo(page, "in its context");
    await page.keyboard.press("Enter");
    await page.getByRole("navigation", { name: "Articles" }).waitFor();
    await page.waitForFunction(() => document.activeElement.tagName === "H1", undefined, { timeout: 5_000 });
    await assertQuiet(visit);
  });

  it("from Compare to a filtered search, without a mouse", async (test) => {
    const visit = await newPage(test, browser());
    const { page } = visit;
    await open(page, product.address);
    await tabTo(page, "Find");
    await page.keyboard.press("Enter");
    await page.getByRole("searchbox").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.type("talks");
    assert.equal(await page.getByRole("searchbox").inputValue(), "talks");
    const box = page.getByRole("complementary", { name: "Filters" }).getByRole("checkbox").first();
    for (let step = 0; step < 20 && !(await box.evaluate((box) => box === document.activeElement)); step += 1) await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    assert.ok(await box.isChecked());
    await page.waitForURL(/q=talks&outlet=/);
    await assertQuiet(visit);
  });
});
