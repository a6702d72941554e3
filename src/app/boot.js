// Starts the program: gets its bytes, hands them to the glue that wasm-bindgen wrote, and says so plainly when that
// fails. The bytes come from the address in <meta name="program">, refused unless they are the built ones; the
// single file carries them in <script id="program"> (basE91 of raw deflate, see letters.rs of xtask) and fetches nothing.
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
  const fetched = () => fetch(served.content, { integrity: served.dataset.integrity ?? "" });

  // Two letters, the second worth 91 of the first, stand for 13 bits, or for 14 where these have a low value.
  function bytesOf(text) {
    const numbers = new Uint8Array(128);
    for (let code = 33, number = 0; code < 127; code++) {
      if (code !== 34 && code !== 38 && code !== 60) numbers[code] = number++;
    }
    const bytes = new Uint8Array(Math.ceil(text.length * 7 / 8));
    let length = 0, held = 0, bits = 0;
    for (let at = 0; at < text.length; at += 2) {
      const paired = at + 1 < text.length;
      const value = numbers[text.charCodeAt(at)] + (paired ? 91 * numbers[text.charCodeAt(at + 1)] : 0);
      held |= value << bits;
      bits += !paired ? 8 - bits : (value & 8191) > 88 ? 13 : 14;
      for (; bits > 7; bits -= 8, held >>= 8) bytes[length++] = held;
    }
    return bytes.subarray(0, length);
  }

  function unpacked() {
    const packed = document.getElementById("program");
    const bytes = bytesOf(packed.textContent);
    packed.remove();
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(stream, { headers: { "content-type": "application/wasm" } });
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
    let bytes;
    try {
      bytes = served ? await fetched() : unpacked();
      if (!bytes.ok) throw new Error("status " + bytes.status);
    } catch (error) {
      return trouble("The program could not be loaded: the network failed, or it is not the one this page was built with (" + error.message + ")." + complete);
    }
    try {
      await wasm_bindgen({ module_or_path: bytes });
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) return stopped(error);
      trouble("The program cannot run: this browser refused it (" + error.message + ")." + complete);
    }
  }
  addEventListener("DOMContentLoaded", start);
})();
