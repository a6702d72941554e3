// Only in the single file: gets the program out of the letters in <script id="program">, for boot.js. They are basE91
// (letters.rs of xtask) of LZMA (lzma.rs) with lc=4, lp=0, pb=0, without a head or an end mark; data-size says the length.
// LZMA is decoded as Igor Pavlov's specification describes it (public domain, https://www.7-zip.org/sdk.html).
"use strict";

function unpacked() {
  const program = document.getElementById("program");
  const bytes = unlzma(bytesOf(program.textContent), Number(program.dataset.size));
  return new Response(bytes, { headers: { "content-type": "application/wasm" } });
}

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

// No step asks whether it makes sense: the loop ends with the output or the input, whichever is first, and bytes that are
// not the packed ones leave the code at something else than zero.
function unlzma(packed, size) {
  // Where the probabilities lie: six for each state, then trees. A tree leaves its first place free; lengths choose there.
  const REP = 12, REP0 = 24, REP1 = 36, REP2 = 48, REP0_LONG = 60, LENGTH = 72, REP_LENGTH = 344, SLOT = 616;
  const SPECIAL = 872, ALIGN = 988, LITERAL = 1004;
  const odds = new Uint16Array(LITERAL + 16 * 768).fill(1024);
  const output = new Uint8Array(size), recent = new Int32Array(4);
  let next = 0, made = 0, state = 0, byte = 0;
  // The range and the code; in an array, because a variable of a closure would be boxed above 2³⁰: half as fast.
  const coder = new Uint32Array([-1, 0]);

  const take = () => { coder[1] = coder[1] << 8 | packed[next++]; };
  const fill = () => { if (coder[0] < 1 << 24) { coder[0] <<= 8; take(); } };
  const bit = (at) => {
    fill();
    const range = coder[0], code = coder[1], odd = odds[at], bound = Math.imul(range >>> 11, odd) >>> 0;
    if (code < bound) {
      coder[0] = bound;
      odds[at] = odd + (2048 - odd >> 5);
      return 0;
    }
    coder[0] = range - bound;
    coder[1] = code - bound;
    odds[at] = odd - (odd >> 5);
    return 1;
  };
  const tree = (at, most) => {
    let node = 1;
    while (node < most) node = node * 2 | bit(at + node);
    return node - most;
  };
  const reversed = (at, bits) => {
    let value = 0;
    for (let node = 1, of = 0; of < bits; of++) {
      const one = bit(at + node);
      node = node * 2 | one;
      value |= one << of;
    }
    return value;
  };
  const length = (at) => !bit(at) ? tree(at, 8) : !bit(at + 8) ? 8 + tree(at + 8, 8) : 16 + tree(at + 16, 256);
  const distance = (slot) => {
    if (slot < 4) return slot;
    let bits = (slot >> 1) - 1, value = 2 | slot & 1;
    if (slot < 14) return (value << bits) + reversed(SPECIAL + (value << bits) - slot, bits);
    for (; bits > 4; bits--) {
      fill();
      coder[0] >>>= 1;
      const one = coder[1] >= coder[0];
      if (one) coder[1] -= coder[0];
      value = value * 2 | one;
    }
    return (value << 4) + reversed(ALIGN, 4);
  };

  while (next < 5) take();
  while (made < size && next <= packed.length) {
    if (!bit(state)) {
      const at = LITERAL + 768 * (byte >> 4);
      let node = 1;
      if (state > 6) {
        // Led by the byte that stands where the last match would go on, as long as it is right.
        for (let like = output[made - recent[0] - 1], same = true; same && node < 256;) {
          like <<= 1;
          const one = bit(at + 256 + (like & 256) + node);
          same = (like >> 8 & 1) === one;
          node = node * 2 | one;
        }
      }
      while (node < 256) node = node * 2 | bit(at + node);
      output[made++] = byte = node & 255;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let left, which = 3, from;
    const late = state > 6;
    if (!bit(REP + state)) {
      left = 2 + length(LENGTH);
      from = distance(tree(SLOT + 64 * Math.min(left - 2, 3), 64));
      state = late ? 10 : 7;
    } else {
      which = !bit(REP0 + state) ? 0 : !bit(REP1 + state) ? 1 : 2 + bit(REP2 + state);
      from = recent[which];
      if (!which && !bit(REP0_LONG + state)) {
        left = 1;
        state = late ? 11 : 9;
      } else {
        left = 2 + length(REP_LENGTH);
        state = late ? 11 : 8;
      }
    }
    for (; which; which--) recent[which] = recent[which - 1];
    recent[0] = from;
    for (; left; left--, made++) output[made] = output[made - from - 1];
    byte = output[made - 1];
  }
  fill();
  if (made !== size || next !== packed.length || packed[0] || coder[1]) throw new Error("its bytes are damaged");
  return output;
}
