// What the page shows of the shipped corpus and what can be done with it, in both products, by role and name.
import assert from "node:assert/strict";
import { it } from "node:test";
import { assertQuiet, forEachProduct, newPage, oneBrowser, open, picture, running } from "./harness.mjs";

const browser = oneBrowser();

/** Opens a view of a product; what it asks for afterwards is nothing, which is checked at the end of each test. */
async function visit(test, product, hash = "", options = {}) {
  const visited = await newPage(test, browser(), options);
  await open(visited.page, product.address + hash);
  visited.record.requests.length = 0;
  test.after(() => assert.deepEqual(visited.record.requests, [], "nothing is asked for after the page has loaded"));
  return visited;
}

const title = (page) => page.getByRole("heading", { level: 1 });
const columns = (page) => page.getByRole("region", { name: "Comparison" }).getByRole("columnheader");
const numberOf = async (locator) => Number((await locator.innerText()).match(/\d+/)[0]);

forEachProduct("views", (product) => {
  it("the text in the file is the first view, word for word", async (test) => {
    const { page } = await newPage(test, browser());
    await page.addInitScript(() => {
      addEventListener("DOMContentLoaded", () => { window.__text = document.getElementById("static").textContent; });
    });
    await open(page, product.address);
    const [before, now] = await page.evaluate(() => [window.__text, document.getElementById("app").textContent]);
    assert.ok(before.length > 1000, `only ${before.length} characters of text`);
    assert.equal(before, now);
  });

  it("Compare is the home page: Geneva with five outlets, Florida with one", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    assert.equal(await title(page).innerText(), "Geneva talks");
    const events = page.getByRole("navigation", { name: "Events" });
    await events.getByRole("link", { name: /^Geneva talks\s*23 Nov 2025 · 5 outlets$/ }).waitFor();
    await events.getByRole("link", { name: /^Florida talks\s*30 Nov 2025 · 1 outlet$/ }).waitFor();
    assert.equal(await columns(page).count(), 5);
    for (const outlet of ["Interbellum News", "Baner Club", "XNN24", "8PM News", "Wyoming Star"]) {
      await columns(page).filter({ hasText: outlet }).waitFor();
    }
    await picture(page, `compare-${product.name}`);
    await assertQuiet(visited);
  });

  it("one article is nothing to compare, and the page says so and offers another event", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    await page.getByRole("link", { name: /^Florida talks/ }).click();
    await page.getByRole("heading", { level: 1, name: "Florida talks", exact: true }).waitFor();
    await page.getByText("One article, nothing to compare.").waitFor();
    assert.equal(await columns(page).count(), 1);
    const absent = page.getByRole("list", { name: "Articles that do not tell the Florida talks" }).getByRole("listitem");
    assert.match((await absent.allInnerTexts()).join("\n"), /could not know yet/);
    await page.getByRole("link", { name: /^Put the Geneva talks beside it/ }).click();
    await page.getByRole("heading", { level: 1, name: "Florida talks and Geneva talks", exact: true }).waitFor();
    assert.equal(await columns(page).count(), 2);
    await picture(page, `beside-${product.name}`);
    await assertQuiet(visited);
  });

  it("every number opens the sentences it was counted from", async (test) => {
    const visited = await visit(test, product);
    const opened = await visited.page.evaluate(async () => {
      const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      const numbers = () => [...document.querySelectorAll("td button[aria-expanded]")];
      const told = [];
      for (let at = 0; at < numbers().length; at += 1) {
        const label = numbers()[at].textContent;
        numbers()[at].click();
        await painted();
        const rule = [...document.querySelectorAll("p")].find((p) => p.textContent.startsWith("Why this?"));
        const row = rule?.closest("tr");
        told.push({
          label,
          open: numbers()[at].getAttribute("aria-expanded"),
          places: Number(rule?.textContent.match(/(\d+) places? in (\d+) sentences?\.$/)?.[1]),
          sentences: Number(rule?.textContent.match(/(\d+) places? in (\d+) sentences?\.$/)?.[2]),
          quoted: row?.querySelectorAll("blockquote").length,
          marked: row?.querySelectorAll("mark").length,
          links: [...(row?.querySelectorAll("a") ?? [])].filter((link) => link.getAttribute("href").startsWith("#/1/read/")).length,
        });
        numbers()[at].click();
        await painted();
      }
      return told;
    });
    assert.ok(opened.length > 50, `only ${opened.length} numbers`);
    for (const number of opened) {
      const { open, places, sentences, quoted, marked, links } = number;
      assert.ok(open === "true" && quoted === Math.min(sentences, 60) && links === quoted, JSON.stringify(number));
      if (number.label !== "0") assert.ok(places > 0 && quoted > 0 && marked > 0, JSON.stringify(number));
    }
    test.diagnostic(`${opened.length} numbers opened`);
    await assertQuiet(visited);
  });

  it("a sentence leads into its article, and Back and reload keep the view", async (test) => {
    const visited = await visit(test, product, "#/1/compare/geneva");
    const { page } = visited;
    const number = page.getByRole("table").getByRole("row", { name: /^words on the event/i }).getByRole("cell").getByRole("button").first();
    await number.click();
    const compared = page.url();
    assert.match(compared, /open=/);
    const rule = await page.getByText("Why this?").locator("..").innerText();
    await page.getByRole("link", { name: "in its context" }).first().click();
    await page.getByRole("navigation", { name: "Articles" }).waitFor();
    const read = page.url();
    assert.match(read, /#\/1\/read\/.*at=/);
    const text = await page.getByRole("main").innerText();
    await page.reload();
    await running(page);
    assert.equal(page.url(), read);
    assert.equal(await page.getByRole("main").innerText(), text);
    await page.goBack();
    await page.getByText("Why this?").waitFor();
    assert.equal(page.url(), compared);
    assert.equal(await page.getByText("Why this?").locator("..").innerText(), rule);
    await page.reload();
    await running(page);
    assert.equal(await page.getByText("Why this?").locator("..").innerText(), rule);
    visited.record.requests.length = 0;     // the reloads ask for the page anew; the rest of the page is quiet
    await assertQuiet(visited);
  });

  it("choosing Kyiv marks Kiev as well", async (test) => {
    const visited = await visit(test, product, "#/1/read");
    const { page } = visited;
    const articles = page.getByRole("navigation", { name: "Articles" });
    await articles.getByRole("link", { name: "Put Baner Club beside" }).click();
    await page.getByRole("button", { name: "Plain text" }).click();
    const texts = page.getByRole("main").getByRole("region").filter({ has: page.getByRole("heading", { level: 2 }) });
    assert.equal(await page.locator("section p mark").count(), 0, "plain text has no mark");
    await page.getByText("In these articles").click();
    await page.getByRole("complementary").getByRole("link", { name: "Kyiv", exact: true }).click();
    const card = page.getByRole("region", { name: "Kyiv", exact: true });
    const forms = await card.innerText();
    assert.match(forms, /Kyiv ×\d/);
    assert.match(forms, /Kiev ×\d/);
    const marked = new Set(await texts.locator("p mark, li mark, blockquote mark").allInnerTexts());
    assert.ok(marked.has("Kiev") && marked.has("Kyiv"), [...marked].join(", "));
    await picture(page, `read-${product.name}`);
    await assertQuiet(visited);
  });

  it("layers are switched, counted and kept in the address; text set aside is folded, not lost", async (test) => {
    const visited = await visit(test, product, "#/1/read");
    const { page } = visited;
    const people = page.getByRole("button", { name: /^People\s*\d+$/ });
    assert.equal(await people.getAttribute("aria-pressed"), "true");
    assert.ok((await numberOf(people)) > 0);
    await people.click();
    assert.equal(await people.getAttribute("aria-pressed"), "false");
    assert.match(page.url(), /layers=/);
    await page.reload();
    await running(page);
    assert.equal(await people.getAttribute("aria-pressed"), "false");
    await page.getByRole("button", { name: "Usual layers" }).click();
    assert.equal(await people.getAttribute("aria-pressed"), "true");
    const articles = page.getByRole("navigation", { name: "Articles" });
    await articles.getByRole("link", { name: /^Baner Club/ }).click();
    const aside = page.getByText("Set aside, not part of the story");
    await aside.click();
    assert.match(await aside.locator("..").innerText(), /#\w+/);
    visited.record.requests.length = 0;
    await assertQuiet(visited);
  });

  it("colours are the reader's choice, and kept", async (test) => {
    const visited = await visit(test, product);
    const { page } = visited;
    const colours = page.getByRole("button", { name: /^Colours/ });
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await colours.click();
    assert.match(await colours.innerText(), /light/);
    const light = await paper();
    await colours.click();
    assert.match(await colours.innerText(), /dark/);
    assert.notEqual(await paper(), light);
    await page.reload();
    await running(page);
    assert.match(await colours.innerText(), /dark/);
    visited.record.requests.length = 0;
    await assertQuiet(visited);
  });

  it("a link that cannot be understood opens a view with a notice", async (test) => {
    const visited = await visit(test, product, "#/1/compare/atlantis?open=nothing");
    const { page } = visited;
    const notice = page.getByRole("status").filter({ hasText: "does not have" });
    await notice.waitFor();
    assert.equal(await title(page).innerText(), "Geneva talks");
    await notice.getByRole("button", { name: "Dismiss" }).click();
    await notice.waitFor({ state: "detached" });
    await assertQuiet(visited);
  });
});
