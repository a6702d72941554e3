// A corpus prepared by `parallax bundle`: the page fetches its parts from any server when a question needs them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { articles } from "./articles.mjs";
import { assertQuiet, dist, newPage, oneBrowser, open, running, serve } from "./harness.mjs";

const COUNT = 2_500;
const browser = oneBrowser();

describe("a prepared corpus", () => {
  const folder = mkdtempSync(join(tmpdir(), "parallax-bundle-"));
  const text = articles(COUNT);
  let server;
  before(async () => {
    writeFileSync(join(folder, "floods.jsonl"), text);
    const call = ["bundle", join(folder, "floods.jsonl"), "-o", join(folder, "out"), "--page", dist, "--name", "Floods & <dams>"];
    execFileSync(process.env.PARALLAX_NATIVE, call, { stdio: "pipe" });
    server = await serve(undefined, join(folder, "out"));
  });
  after(() => { server?.close(); rmSync(folder, { recursive: true }); });

  it("opens, compares, finds, names and reads with a part of its files", async (test) => {
    const visit = await newPage(test, browser());
    const { page, record } = visit;
    await open(page, server.address);
    await page.getByRole("table").first().waitFor();
    await page.getByText("Floods & <dams>").first().waitFor();
    const fetched = () => new Set(record.requests.filter((r) => r.includes("/corpus/articles-"))).size;
    const shards = readdirSync(join(folder, "out", "corpus")).filter((name) => name.startsWith("articles-")).length;
    assert.ok(shards > 5, `${shards} shards`);
    assert.ok(fetched() < shards, `${fetched()} of ${shards} shards for one comparison`);

    await page.goto(`${server.address}#/1/find?q=bridge`);
    const said = text.split("\n").join(" ").split("bridge").length - 1;
    await page.getByText(`${said} of `).first().waitFor();
    await page.goto(`${server.address}#/1/names`);
    await page.getByRole("link", { name: /Lucia Marin/ }).first().click();
    await page.getByRole("heading", { name: "Lucia Marin" }).waitFor();
    await page.goto(`${server.address}#/1/read/n611`);
    await page.getByText("on day 611").first().waitFor();
    await page.goto(`${server.address}#/1/timeline`);
    await page.getByRole("heading", { level: 1, name: "Timeline" }).waitFor();
    const strangers = record.requests.filter((r) => !r.startsWith(server.address) && !r.startsWith("blob:"));
    assert.deepEqual(strangers, []);
    await assertQuiet(visit);
  });

  it("is another version of the page, for the browsers that keep it, and has one text", () => {
    const written = (name) => readFileSync(join(folder, "out", name), "utf8");
    assert.match(written("sw.js"), /= ours \+ "[0-9a-f]{16}-[0-9a-f]{16}"/);
    assert.deepEqual(written("index.html").match(/<h1>[^<]*/g), ["<h1>Floods &amp; &lt;dams&gt;"]);
    assert.match(written("index.html"), /<\/main><\/div>\n<div id="app" hidden><\/div>/);
  });

  it("opens without a network as the page alone, and says so: its parts are not kept", async (test) => {
    const own = await serve(undefined, join(folder, "out"));
    const visit = await newPage(test, browser(), { serviceWorkers: "allow" });
    await open(visit.page, own.address);
    await visit.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    own.close();
    await visit.page.reload();
    await running(visit.page);
    await visit.page.getByText("expected the prepared corpus’ part corpus.bin, found none").waitFor();
  });

  it("says so when a part is missing, and shows the corpus of the page", async (test) => {
    const visit = await newPage(test, browser());
    await visit.context.route("**/corpus/corpus.bin", (route) => route.fulfill({ status: 404, body: "" }));
    await open(visit.page, server.address);
    await visit.page.getByText("expected the prepared corpus’ part corpus.bin, found none").waitFor();
  });
});
