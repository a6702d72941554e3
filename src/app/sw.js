// Keeps one version of the served page for visits without a network: all of its files or none of them. A newer version
// waits beside it until the reader asks for it, or until no page of the old one is open. The build writes FILES (addresses
// and digests) and VERSION. What lies beside the page, as the parts of a prepared corpus, is not kept.
"use strict";
const files = FILES;
const here = new URL("./", location).href;
// A server may have several such pages, each under its own path.
const ours = "parallax " + here + " ";
const cache = ours + VERSION;

self.oninstall = (event) => event.waitUntil(fill());

async function fill() {
  // The page is not refused for what a server writes into it, but it must be the one that goes with these files.
  const index = await fetch(here, { cache: "no-cache" });
  const text = await index.text();
  const digests = Object.values(files);
  if (!index.ok || !digests.every((digest) => text.includes(digest))) throw new Error("the page is of another version");
  const kept = await caches.open(cache);
  await kept.addAll(Object.keys(files).map((name) => new Request(here + name, { integrity: files[name] })));
  await kept.put(here, new Response(text, { headers: index.headers }));
}

self.onactivate = (event) => event.waitUntil(
  caches.keys().then((names) => Promise.all(names.map((name) => name.startsWith(ours) && name !== cache && caches.delete(name)))),
);

self.onmessage = ({ data }) => data === "take over" && self.skipWaiting();

self.onfetch = (event) => {
  const asked = event.request.url.split(/[?#]/)[0].replace(/index\.html$/, "");
  const name = asked.startsWith(here) && asked.slice(here.length);
  if (event.request.method !== "GET" || name !== "" && !(name in files)) return;
  event.respondWith(caches.match(asked, { cacheName: cache }).then((kept) => kept ?? fetch(event.request)));
};
