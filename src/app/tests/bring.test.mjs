// One's own articles: every format, columns and encodings that the reader got wrong, cancelling, undoing, duplicates, pasting,
// corrections of what was read, saving and opening again; and the page that says how to check what is promised.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { it } from "node:test";
import { crc32 } from "node:zlib";
import { articles } from "./articles.mjs";
import { COLOUR_RULES, assertQuiet, axe, forEachProduct, newPage, oneBrowser, open, picture, sideways } from "./harness.mjs";

const browser = oneBrowser();

const file = (name, text) => ({ name, mimeType: "", buffer: Buffer.isBuffer(text) ? text : Buffer.from(text) });
const choose = (page, ...files) => page.getByLabel("Choose files").setInputFiles(files);
const files = (page) => page.getByRole("region", { name: "The files of the last import" });
const row = (page, name) => files(page).getByRole("listitem").filter({ hasText: name });
const review = (page) => page.getByRole("region", { name: "Articles, as they were read" });
const article = (page, id) => review(page).getByRole("listitem").filter({ has: page.getByRole("button", { name: `How it was read: ${id}` }) });

/** The Corpus view of a fresh page. */
async function corpus(test, product, options) {
  const visit = await newPage(test, browser(), options);
  await open(visit.page, `${product.address}#/1/corpus`);
  return visit;
}

/** Waits until so many articles are in the corpus. */
const holds = (page, n) => review(page).getByText(new RegExp(`^${n} of ${n} articles?$`)).waitFor({ timeout: 60_000 });

/** A ZIP archive that packs nothing: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
function zip(entries) {
  const parts = [], index = [];
  let at = 0;
  for (const [name, text] of entries) {
    const [path, bytes] = [Buffer.from(name), Buffer.from(text)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, path, bytes]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    index.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), common, tail, path]));
    parts.push(local);
    at += local.length;
  }
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(index.reduce((sum, one) => sum + one.length, 0), 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...index, end]);
}

const story = (town, more = "") => `Flood in ${town}\n\nThe river rose in ${town} on Sunday. “We lost everything,” said Anna Berg. ${more}`;

/** A file of every format: its name, what it holds, what it is taken for, its encoding, its articles. */
const FORMATS = [
  ["plain.txt", story("Arlen"), "plain text", "UTF-8", 1],
  ["marks.md", `# Flood in Brook\n\nThe river rose in **Brook** on Sunday, [Anna Berg](http://example.com/) said.`, "Markdown", "UTF-8", 1],
  ["page.html", "<!doctype html><title>Flood in Corvale</title><script>window.__xss = 1</script><p>The river rose in Corvale on Sunday.</p><p>Anna Berg said so.</p>", "web page", "UTF-8", 1],
  ["record.json", JSON.stringify({ text: story("Denholm"), outlet: "The Gull", published: "2024-05-06" }), "JSON", "UTF-8", 1],
  ["ninjs.json", JSON.stringify({ uri: "urn:newsml:x:1", type: "text", versioncreated: "2024-05-06T08:00:00Z", headline: "Flood in Eastmere", body_text: "The river rose in Eastmere on Sunday, Anna Berg said." }), "JSON", "UTF-8", 1],
  ["lines.jsonl", articles(3), "JSON Lines", "UTF-8", 3],
  ["table.csv", `title,media_name,publish_date,text\nFlood in Farrow,The Gull,2024-05-06,"The river rose in Farrow on Sunday, Anna Berg said."\nRain in Farrow,Evening Star,2024-05-07,"It rained in Farrow, said Tom Frey."\n`, "table (CSV)", "UTF-8", 2],
  ["tabs.tsv", "headline\ttext\nFlood in Glenby\tThe river rose in Glenby on Sunday.\n", "table (CSV)", "UTF-8", 1],
  ["feed.rss", `<?xml version="1.0"?><rss version="2.0"><channel><title>The Gull</title><item><title>Flood in Harwick</title><description>&lt;p&gt;The river rose in Harwick on Sunday.&lt;/p&gt;</description><pubDate>Mon, 06 May 2024 08:00:00 GMT</pubDate></item></channel></rss>`, "feed (RSS, Atom)", "UTF-8", 1],
  ["atom.xml", `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Evening Star</title><entry><title>Flood in Ilmer</title><updated>2024-05-06T08:00:00Z</updated><content type="html">&lt;p&gt;The river rose in Ilmer on Sunday.&lt;/p&gt;</content></entry></feed>`, "feed (RSS, Atom)", "UTF-8", 1],
  ["all.zip", zip([["a.txt", story("Jorne")], ["deep/b.txt", story("Kelm")]]), "ZIP archive", undefined, 2],
  ["wide.txt", Buffer.from(`\ufeff${story("Lund")}`, "utf16le"), "plain text", "UTF-16 (little-endian)", 1],
  ["windows.txt", Buffer.from(story("Malm\xf6").replace("“", "\x93").replace("”", "\x94"), "latin1"), "plain text", "windows-1252", 1],
];

/** Twenty accounts of one event by three outlets. */
const TOLD = Array.from({ length: 20 }, (_, n) => {
  const outlet = ["The Gull", "Morning Post", "Evening Star"][n % 3];
  const details = [
    `Officials from Arlen and Brook agreed to rebuild the dam, Mayor Peter Olsen said.`,
    `“We will not wait for another flood,” Mayor Peter Olsen told reporters after the talks.`,
    `Anna Berg, who leads the relief fund, claimed that the warning had come too late.`,
    `About ${200 + n} people were still living in schools when the talks in Arlen began.`,
    `Lucia Marin, the water minister, denied that money was missing.`,
    `The talks in Arlen ended late in the evening after ${3 + n % 5} hours.`,
  ];
  const order = details.map((_, i) => details[(i * 5 + n) % 6]).slice(0, 4);
  const text = [`Arlen talks end with a deal on the dam, day ${n}`, "", `Talks on the dam were held in Arlen on Sunday, 5 May 2024, and ended with a deal.`, ...order].join("\n");
  return { outlet, text };
});

forEachProduct("one's own articles", (product) => {
  it("reads every format and says what it took each file for", async (test) => {
    const visit = await corpus(test, product);
    const { page } = visit;
    await choose(page, ...FORMATS.map(([name, text]) => file(name, text)));
    await page.getByText(/articles read\./).waitFor({ timeout: 60_000 });
    for (const [name, , format, encoding, found] of FORMATS) {
      const one = row(page, name);
      const told = await one.innerText();
      assert.match(told, new RegExp(`\\b${found} articles?\\b`), `${name}: ${told}`);
      assert.equal(await one.getByLabel(`Format of ${name}`).inputValue(), format, name);
      if (encoding) assert.equal(await one.getByLabel(`Encoding of ${name}`).inputValue(), encoding, name);
    }
    await holds(page, FORMATS.reduce((sum, [, , , , found]) => sum + found, 0));
    if (product.name === "served") await picture(page, "corpus-formats");
    assert.equal(visit.record.requests.filter((url) => !url.startsWith("blob:") && !url.startsWith(product.address.split("#")[0].replace(/[^/]*$/, ""))).length, 0);
    await assertQuiet(visit);
  });

  it("lets the columns of a table be said", async (test) => {
    const visit = await corpus(test, product);
    const { page } = visit;
    await choose(page, file("odd.csv", "a;b;c\nThe river rose in Arlen on Sunday, Anna Berg said.;The Gull;2024-05-06\nIt rained in Brook, said Tom Frey.;Evening Star;2024-05-07\n"));
    const one = row(page, "odd.csv");
    await one.getByRole("button", { name: "Read with these columns" }).or(one.getByText("Columns", { exact: true })).first().waitFor();
    if (!(await one.getByLabel("Column 1 holds").isVisible())) await one.getByText("Columns", { exact: true }).click();
    for (const [n, role] of [[1, "text"], [2, "outlet"], [3, "date"]]) await one.getByLabel(`Column ${n} holds`).selectOption(role);
    const again = one.getByRole("button", { name: "Read with these columns" });
    if (await again.isEnabled()) await again.click();
    await holds(page, 2);
    await review(page).getByText("Evening Star").first().waitFor();
    await review(page).getByText("7 May 2024").first().waitFor();
    await assertQuiet(visit);
  });

  it("reads a file again in another encoding or format", async (test) => {
    const visit = await corpus(test, product);
    const { page } = visit;
    await choose(page, file("zoe.txt", "Zoë Müller won\n\nZoë Müller won in Graz on Sunday."));
    await review(page).getByRole("link", { name: "Zoë Müller won" }).waitFor();
    await page.getByLabel("Encoding of zoe.txt").selectOption("windows-1252");
    await review(page).getByRole("link", { name: "ZoÃ« MÃ¼ller won" }).waitFor();
    await page.getByLabel("Encoding of zoe.txt").selectOption("UTF-8");
    await review(page).getByRole("link", { name: "Zoë Müller won" }).waitFor();
    await page.getByLabel("Format of zoe.txt").selectOption("JSON");
    await row(page, "zoe.txt").getByText(/line 1/).waitFor();
    await holds(page, 1);
    await assertQuiet(visit);
  });

  it("reads one of the files again after other changes: the others stay as they are, and it is one step", async (test) => {
    const visit = await corpus(test, product);
    const { page } = visit;
    await choose(page, file("zoe.txt", "Zoë Müller won in Graz on Sunday."), file("two.txt", story("Arlen")));
    await holds(page, 2);
    await page.locator(".rename input").fill("Renamed");
    await page.locator(".rename input").blur();
    await page.locator(".about strong").getByText("Renamed").waitFor();
    await page.getByLabel("Encoding of zoe.txt").selectOption("windows-1252");
    await page.getByRole("button", { name: "Undo: “zoe.txt” read again" }).first().waitFor();
    await holds(page, 2);
    assert.match(await row(page, "two.txt").innerText(), /1 article\b/);
    assert.equal(await page.getByLabel("Encoding of zoe.txt").inputValue(), "windows-1252");
    await page.getByLabel("Format of zoe.txt").selectOption("Markdown");
    await page.getByRole("button", { name: /^Undo/ }).first().click();
    await holds(page, 2);
    await page.getByRole("button", { name: /^Undo/ }).first().click();
    await page.getByRole("button", { name: "Undo: Name of the corpus" }).first().waitFor();
    await holds(page, 2);
    await assertQuiet(visit);
  });

  it("leaves out what is there already, takes an import back and does it again", async (test) => {
    const visit = await corpus(test, product);
    const { page } = visit;
    await choose(page, file("one.txt", story("Arlen")), file("two.txt", story("Arlen")), file("three.txt", story("Brook")));
    await holds(page, 2);
    await row(page, "two.txt").getByText(/The same text as one/).waitFor();
    await choose(page, file("four.txt", story("Corvale")));
    await holds(page, 3);
    await page.getByRole("button", { name: /^Undo/ }).first().click();
    await holds(page, 2);
    await page.getByRole("button", { name: /^Redo/ }).first().click();
    await holds(page, 3);
    await page.keyboard.press("Control+z");
    await holds(page, 2);
    await page.getByLabel("With these words").fill("arlen");
    await page.keyboard.press("Control+z");
    assert.equal(await page.getByLabel("With these words").inputValue(), "", "the field takes its own back");
    await holds(page, 2);
    await assertQuiet(visit);
  });

  it("cancelled, the corpus is the one before", async (test) => {
    const visit = await corpus(test, product);
    const { page } = visit;
    await choose(page, file("one.txt", story("Arlen")));
    await holds(page, 1);
    await choose(page, file("many.jsonl", articles(3_000)));
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("group", { name: "Reading your files" }).waitFor({ state: "detached" });
    await holds(page, 1);
    await assertQuiet(visit);
  });

  it("takes what is dropped, on any view", async (test) => {
    const visit = await corpus(test, product);
    const { page } = visit;
    await page.getByRole("link", { name: "Names", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Names" }).waitFor();
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "dropped <img src=x onerror=__xss=1>.txt"));
      for (const kind of ["dragover", "drop"]) document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
    }, story("Arlen"));
    await row(page, "dropped <img src=x onerror=__xss=1>.txt").getByText("1 article").waitFor();
    await holds(page, 1);
    await assertQuiet(visit);
  });

  it("twenty articles of three outlets, pasted one by one, give a comparison", async (test) => {
    const visit = await newPage(test, browser());
    const { page } = visit;
    await open(page, product.address);
    let clicks = 0, typed = 0;
    const click = async (target) => { clicks += 1; await target.click(); };
    await click(page.getByRole("link", { name: "Corpus", exact: true }));
    await click(page.getByText("Paste text"));
    const text = page.getByLabel("Article, its headline first"), outlet = page.getByLabel("Outlet (stays for the next)");
    let last;
    for (const [n, told] of [...TOLD].sort((a, b) => a.outlet.localeCompare(b.outlet)).entries()) {
      if (n === 0) await click(text);
      await page.waitForFunction(() => document.activeElement.id === "paste-text");
      await page.keyboard.insertText(told.text);
      if (told.outlet !== last) {
        await click(outlet);
        await outlet.fill(told.outlet);
        typed += 1;
        last = told.outlet;
      }
      await click(page.getByRole("button", { name: "Add and next" }));
      await holds(page, n + 1);
    }
    await click(page.getByRole("link", { name: /^Compare/ }).last());
    await page.getByRole("columnheader", { name: /The Gull/ }).first().waitFor();
    for (const name of ["Morning Post", "Evening Star"]) assert.ok(await page.getByRole("columnheader", { name: new RegExp(name) }).count() > 0, name);
    test.diagnostic(`${clicks} clicks, ${typed} outlets typed, 20 times paste: ${await page.getByRole("heading", { level: 1 }).innerText()}`);
    if (product.name === "served") await picture(page, "compare-pasted");
    await assertQuiet(visit);
  });

  it("twenty articles of three outlets, pasted outlet by outlet, give a comparison", async (test) => {
    const visit = await newPage(test, browser());
    const { page } = visit;
    await open(page, product.address);
    let clicks = 0;
    const click = async (target) => { clicks += 1; await target.click(); };
    await click(page.getByRole("link", { name: "Corpus", exact: true }));
    await click(page.getByText("Paste text"));
    let n = 0;
    for (const name of ["The Gull", "Morning Post", "Evening Star"]) {
      const own = TOLD.filter((told) => told.outlet === name);
      await click(page.getByLabel("Article, its headline first"));
      await page.keyboard.insertText(own.map((told) => told.text).join("\n---\n"));
      await click(page.getByLabel("Outlet (stays for the next)"));
      await page.getByLabel("Outlet (stays for the next)").fill(name);
      await click(page.getByRole("button", { name: `Add ${own.length} articles` }));
      await holds(page, n += own.length);
    }
    await click(page.getByRole("link", { name: /^Compare/ }).last());
    await page.getByRole("columnheader", { name: /Evening Star/ }).first().waitFor();
    assert.match(await page.locator(".sheet caption").textContent(), /^\d+ articles on one event$/, "not outlets: there are three");
    test.diagnostic(`${clicks} clicks, 3 outlets typed, 3 times paste`);
    await assertQuiet(visit);
  });

  it("corrects what was read, one article and many, and says what a date must look like", async (test) => {
    const visit = await corpus(test, product);
    const { page } = visit;
    const plain = (town) => file(`${town.toLowerCase()}.txt`, `${story(town)}\n\nFollow us on social media`);
    await choose(page, plain("Arlen"), plain("Brook"), plain("Corvale"));
    await holds(page, 3);
    await page.getByRole("button", { name: "How it was read: arlen" }).click();
    const one = article(page, "arlen");
    await one.getByLabel("Date", { exact: true }).fill("11/12/2025");
    await one.getByText("Expected a day as 2025-11-24").waitFor();
    await one.getByLabel("Date", { exact: true }).fill("24.11.2025");
    await one.getByRole("button", { name: "Set the date" }).click();
    await one.getByText("24 Nov 2025 (by you)").waitFor();
    await one.getByLabel("Headline of arlen").selectOption("none");
    await one.getByRole("link", { name: "no headline" }).waitFor();
    await one.getByLabel("Headline of arlen").selectOption("read");
    await one.getByRole("link", { name: "Flood in Arlen" }).waitFor();
    const words = async () => Number((await one.innerText()).match(/(\d+) words/)[1]);
    const before = await words();
    await one.getByRole("button", { name: "It belongs to the story" }).click();
    await one.getByText("paragraph, you say").waitFor();
    assert.equal(await words(), before + 5);
    await page.getByRole("button", { name: /^no outlet 3/ }).click();
    await page.getByRole("button", { name: "Tick all 3" }).click();
    const many = page.getByRole("group", { name: "All that are ticked" });
    await many.getByLabel("Outlet").fill("The Gull");
    await many.getByRole("button", { name: "Set the outlet" }).click();
    await review(page).getByText("0 of 3 articles").waitFor();
    await page.getByRole("button", { name: /^all 3/ }).click();
    await many.getByRole("button", { name: "Untick" }).click();
    await page.getByLabel("Tick brook").check();
    await page.getByLabel("Tick corvale").check();
    await many.getByRole("button", { name: "Remove these articles" }).click();
    await holds(page, 1);
    await page.getByRole("button", { name: /^Undo/ }).first().click();
    await holds(page, 3);
    await assertQuiet(visit);
  });

  it("saves the corpus as a file that is opened again as it was", async (test) => {
    const visit = await corpus(test, product);
    const { page } = visit;
    await choose(page, file("arlen.txt", story("Arlen")), file("brook.txt", story("Brook", "=1+1 <b>bold</b>")));
    await holds(page, 2);
    await page.getByLabel("Name", { exact: true }).fill("Two floods");
    await page.getByLabel("Name", { exact: true }).press("Tab");
    await page.getByText("Two floods").first().waitFor();
    const saved = async (button) => {
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
      return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
    };
    const first = await saved("Save the corpus");
    assert.equal(first.name, "parallax-two-floods.json");
    assert.equal(JSON.parse(first.text).articles.length, 2);
    await page.getByText(/last saved as a file: \d/).first().waitFor();
    await page.getByText("Save what was found").click();
    assert.match((await saved("CSV")).text, /^\ufeff/);
    assert.ok((await saved("JSON Lines")).text.trim().split("\n").every((line) => JSON.parse(line).id));
    assert.match((await saved("Markdown")).text, /^# Two floods/);
    const other = await corpus(test, product);
    await choose(other.page, file("saved.json", first.text));
    await holds(other.page, 2);
    await other.page.getByText("Two floods").first().waitFor();
    const [download] = await Promise.all([other.page.waitForEvent("download"), other.page.getByRole("button", { name: "Save the corpus" }).click()]);
    assert.equal(readFileSync(await download.path(), "utf8"), first.text, "the same file");
    await assertQuiet(visit);
    await assertQuiet(other);
  });

  it("saves the page with the corpus in it; that opens from disk, is changed and saved again", async (test) => {
    const visit = await corpus(test, product);
    const { page } = visit;
    await choose(page, file("arlen.txt", story("Arlen")), file("brook.txt", story("Brook", "<script>window.__xss = 9</script>")));
    await holds(page, 2);
    const save = async (page) => {
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as one HTML file" }).click()]);
      const path = join(mkdtempSync(join(tmpdir(), "parallax-")), download.suggestedFilename());
      await download.saveAs(path);
      await page.getByText(/^Saved as /).waitFor();
      return path;
    };
    const first = await save(page);
    const other = await newPage(test, browser());
    await open(other.page, `${pathToFileURL(first).href}#/1/corpus`);
    await holds(other.page, 2);
    await other.page.getByLabel("Tick brook").check();
    await other.page.getByRole("button", { name: "Remove these articles" }).click();
    await holds(other.page, 1);
    await choose(other.page, file("corvale.txt", story("Corvale")));
    await holds(other.page, 2);
    const second = await save(other.page);
    const third = await newPage(test, browser());
    await open(third.page, `${pathToFileURL(second).href}#/1/corpus`);
    await holds(third.page, 2);
    await review(third.page).getByRole("link", { name: "Flood in Corvale" }).waitFor();
    for (const one of [visit, other, third]) await assertQuiet(one);
  });

  it("keeps several corpora, opens one again, and deletes with a way back", async (test) => {
    const visit = await corpus(test, product);
    const { page } = visit;
    await choose(page, file("arlen.txt", story("Arlen")));
    await holds(page, 1);
    await page.getByLabel("to a new corpus").check();
    await choose(page, file("brook.txt", story("Brook")), file("corvale.txt", story("Corvale")));
    await holds(page, 2);
    const kept = page.getByRole("region", { name: "Corpora in this browser" });
    await kept.getByRole("button", { name: /^Open / }).click();
    await holds(page, 1);
    await kept.getByRole("button", { name: /^Delete / }).last().click();
    await kept.getByRole("button", { name: /^Delete / }).nth(1).waitFor({ state: "detached" });
    await page.getByRole("button", { name: /^Undo/ }).first().click();
    await kept.getByRole("button", { name: /^Delete / }).nth(1).waitFor();
    await page.reload();
    await kept.getByRole("button", { name: /^Delete / }).nth(1).waitFor();
    await assertQuiet(visit);
  });

  it("the privacy page shows the policy and the requests as the browser has them", async (test) => {
    const visit = await newPage(test, browser());
    const { page, record } = visit;
    await open(page, `${product.address}#/1/privacy`);
    const policy = await page.locator("meta[http-equiv='Content-Security-Policy']").getAttribute("content");
    const shown = await page.getByRole("group", { name: "Content-Security-Policy" }).innerText();
    assert.equal(shown.replaceAll(/\s+/g, " "), policy.replaceAll(/\s+/g, " "));
    const rows = page.getByRole("group", { name: "Requests" }).getByRole("row");
    const before = await rows.count();
    assert.ok(before >= 2, "a head and the page itself");
    await page.getByRole("link", { name: "Find", exact: true }).click();
    await page.getByRole("searchbox").fill("talks");
    await page.getByRole("link", { name: "Check it yourself" }).click();
    await page.getByRole("button", { name: "List them again" }).click();
    assert.equal(await rows.count(), before, record.requests.join(", "));
    await page.context().setOffline(true);
    await page.getByText("Your browser says that it has no network.").waitFor();
    await page.getByRole("link", { name: "Corpus", exact: true }).click();
    await choose(page, file("arlen.txt", story("Arlen")));
    await holds(page, 1);
    await assertQuiet(visit);
  });

  for (const [name, prepare] of Object.entries({
    "Corpus": async () => {},
    "Corpus, one's own": async (page) => {
      await choose(page, file("arlen.txt", `${story("Arlen")}\n\nFollow us on social media`), file("odd.csv", "a,b\nc,d\n"), file("empty.txt", ""));
      await page.getByText(/read\.|Nothing/).first().waitFor();
      await page.getByRole("button", { name: "How it was read: arlen" }).click();
      await page.getByLabel("Tick arlen").check();
    },
    "Privacy": async (page) => { await page.getByRole("link", { name: "Check it yourself" }).click(); },
  })) {
    if (product.name === "served") {
      it(`${name}: axe-core finds nothing, light or dark`, async (test) => {
        const { page } = await corpus(test, product, { colorScheme: "light", bypassCSP: true });
        await prepare(page);
        await page.evaluate(() => document.querySelectorAll("details").forEach((folded) => { folded.open = true; }));
        const shown = name.replaceAll(/\W+/g, "-").toLowerCase();
        await picture(page, `light-${shown}`);
        assert.deepEqual(await axe(page), []);
        await page.emulateMedia({ colorScheme: "dark" });
        await picture(page, `dark-${shown}`);
        assert.deepEqual(await axe(page, ...COLOUR_RULES), []);
      });
    }
    it(`${name}: no sideways scroll at 320 pixels`, async (test) => {
      const visit = await corpus(test, product, { viewport: { width: 320, height: 640 } });
      await prepare(visit.page);
      await visit.page.evaluate(() => document.querySelectorAll("details").forEach((folded) => { folded.open = true; }));
      if (product.name === "served") await picture(visit.page, `narrow-${name.replaceAll(/\W+/g, "-").toLowerCase()}`);
      assert.equal(await sideways(visit.page), 0);
      await assertQuiet(visit);
    });
  }
});
