// Made-up articles, as many as a test asks for: the same for the same number.
/** News of towns: as many articles as asked for, one JSON object a line, the same for the same number. */
export function articles(count) {
  let seed = 7;
  const any = (list) => list[(seed = (seed * 48271) % 2147483647) % list.length];
  const towns = ["Arlen", "Brook", "Corvale", "Denholm", "Eastmere", "Farrow", "Glenby", "Harwick"];
  const people = ["Anna Berg", "Tom Frey", "Lucia Marin", "Peter Olsen", "Mary Quinn", "Ivo Sandor"];
  const outlets = ["The Gull", "Morning Post", "Evening Star", "Valley News"];
  const lines = [];
  for (let n = 0; n < count; n++) {
    const town = any(towns), one = any(people), other = any(people), day = String(1 + n % 28).padStart(2, "0");
    const sentences = [`Floods in ${town} on day ${n}`, "", `The river rose in ${town} on Sunday, and ${1 + n % 90} houses were evacuated.`];
    for (let more = 0; more < 12; more++) {
      sentences.push(any([
        `“We have lost everything,” said ${one}, who lives near the old bridge.`,
        `Mayor ${other} said the dam must be rebuilt before winter.`,
        `Officials in ${any(towns)} denied that the warning had come too late.`,
        `About ${100 + n % 800} people spent the night in a school in ${any(towns)}.`,
        `The meeting with ${one} ended without an agreement, according to ${other}.`,
      ]));
    }
    const text = sentences.slice(0, 2).join("\n") + "\n" + sentences.slice(2).join(" ");
    lines.push(JSON.stringify({ id: `n${n}`, outlet: any(outlets), published: `2024-0${1 + n % 9}-${day}`, text }));
  }
  return lines.join("\n");
}
