import type { Notice } from "../finding-codes.ts";

/** "é" whose two UTF-8 bytes were once more encoded reads "Ã©"; "º" reads "Âº". Capitals end in signs of Windows-1252 ("Ã“"). */
const doubled = /Ã[\u0080-\u00bf\u0152-\u0178\u2013-\u2122]|Â[\u00a0-\u00bf]/g;

/** Control characters no text has, one search each: looking for all at once with a pattern takes five times as long. Tabs and line ends are text. */
const controls = Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code)).filter(
  (character) => character !== "\t" && character !== "\n" && character !== "\r",
);

/** Looks through the text as it passes for what is worth a notice. Finding one character is nearly free; only hits cost. */
export class TextOddities {
  #doubled = 0;
  #doubledLine = 0;
  #controls = 0;
  #controlLine = 0;
  #lines = 0;

  look(text: string): void {
    if (text.includes("Ã") || text.includes("Â")) {
      const hits = text.match(doubled)?.length ?? 0;
      if (hits > 0 && this.#doubled === 0) this.#doubledLine = this.#lineAt(text, text.search(doubled));
      this.#doubled += hits;
    }
    for (const control of controls) {
      const at = text.indexOf(control);
      if (at < 0) continue;
      const line = this.#lineAt(text, at);
      if (this.#controls === 0 || line < this.#controlLine) this.#controlLine = line;
      this.#controls += text.split(control).length - 1;
    }
    // Only needed until both have been met; counting the lines of every piece would cost as much as splitting it.
    if (this.#doubled === 0 || this.#controls === 0) this.#lines += lineBreaks(text, text.length);
  }

  notices(): Notice[] {
    const notices: Notice[] = [];
    if (this.#doubled > 0)
      notices.push({ code: "double_encoded", params: { count: this.#doubled, line: this.#doubledLine } });
    if (this.#controls > 0) {
      notices.push({ code: "control_characters", params: { count: this.#controls, line: this.#controlLine } });
    }
    return notices;
  }

  #lineAt(text: string, at: number): number {
    return this.#lines + lineBreaks(text, at) + 1;
  }
}

function lineBreaks(text: string, before: number): number {
  let breaks = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < before; at = text.indexOf("\n", at + 1)) breaks++;
  return breaks;
}
