// Starts the program twice: in a worker, where the library lies, and in the page, which asks it. Gets the bytes, hands them
// to the glue that wasm-bindgen wrote, and says so plainly when that fails. The bytes come from the address in <meta name="program">, refused unless they are the built ones; the
// single file carries them packed, and unpack.js with them, and fetches nothing.
"use strict";
(() => {
  const page = document.documentElement;
  const complete = " The text below is the first view, complete without the program.";

  // The text in the page is the first view; a link to another view hides it until that view is drawn.
  if (location.hash.length > 1) page.classList.add("elsewhere");

  function trouble(message) {
    page.classList.remove("elsewhere");
    const note = document.getElementById("trouble");
    note.textContent = message;
    note.hidden = false;
  }

  // A panic of the program ends as a RuntimeError; the instance cannot be used after it.
  function stopped(error) {
    if (!(typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError)) return;
    trouble("Parallax has stopped because of an error of its own (" + error.message + "). Reload the page to go on.");
  }
  addEventListener("error", (event) => stopped(event.error));
  addEventListener("unhandledrejection", (event) => stopped(event.reason));

  const served = document.querySelector('meta[name="program"]');

  // The text is painted whole before the program takes the line and the processor; a page in the background is not
  // painted, and waits no longer than half a second.
  const painted = () => new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, 500);
  });

  // The page that Trunk makes by itself names no digest.
  const fetched = (part) => fetch(part.content ?? part.src, { integrity: part.dataset.integrity ?? part.integrity ?? "" });

  // The worker is made from the glue and these lines. What the page says before the program listens is kept for it.
  const beginning = () => {
    self.onmessage = ({ data: [program, corpus] }) => {
      // The parts of a prepared corpus lie on the page's own server.
      if (corpus) self.part = (name) => {
        const ask = new XMLHttpRequest();
        ask.open("GET", corpus + name, false);
        ask.responseType = "arraybuffer";
        ask.send();
        return ask.status === 200 ? new Uint8Array(ask.response) : null;
      };
      const said = [];
      self.onmessage = (event) => said.push(event);
      self.listening = () => said.forEach((event) => self.onmessage(event));
      wasm_bindgen({ module_or_path: program });
    };
  };

  // Without one (an old browser, a policy of the host) the page does all by itself, and may have to be waited for.
  async function worker() {
    const glue = document.getElementById("glue");
    const text = glue ? glue.textContent : await fetched(document.querySelector("script[defer][src]")).then((answer) => answer.text());
    const url = URL.createObjectURL(new Blob([text, ";(", beginning, ")()"], { type: "text/javascript" }));
    // The one address that this page may run a script from, whatever anybody asks for.
    const trusted = globalThis.trustedTypes?.createPolicy("parallax", { createScriptURL: () => url });
    const made = new Worker(trusted ? trusted.createScriptURL("") : url);
    made.onerror = (event) => trouble("Parallax has stopped because of an error of its own (" + event.message + "). Reload the page to go on.");
    return made;
  }

  async function start() {
    if (served && location.protocol === "file:") {
      return trouble("A browser does not let a page opened from disk fetch its program: open parallax.html instead, the same page in one file." + complete);
    }
    if (typeof WebAssembly !== "object") {
      return trouble("The program cannot run: this browser has no WebAssembly, or it is switched off." + complete);
    }
    if (typeof wasm_bindgen === "undefined") {
      return trouble("The program could not be loaded: a part of it is missing, or is not the one this page was built with." + complete);
    }
    await painted();
    const working = worker().catch((error) => console.warn("no worker: " + error.message));
    let bytes;
    try {
      bytes = served ? await fetched(served) : unpacked();
      if (!bytes.ok) throw new Error("status " + bytes.status);
    } catch (error) {
      return trouble("The program could not be loaded: the network failed, or it is not the one this page was built with (" + error.message + ")." + complete);
    }
    try {
      const program = await WebAssembly.compileStreaming(bytes);
      self.parallaxWorker = await working;
      const corpus = document.querySelector('meta[name="corpus"]');
      self.parallaxWorker?.postMessage([program, corpus && new URL(corpus.content, document.baseURI).href]);
      await wasm_bindgen({ module_or_path: program });
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) return stopped(error);
      trouble("The program cannot run: this browser refused it (" + error.message + ")." + complete);
    }
  }
  addEventListener("DOMContentLoaded", start);
})();
