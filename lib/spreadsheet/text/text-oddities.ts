import type { Notice } from "../finding-codes.ts";

/** "é" whose two UTF-8 bytes were once more encoded reads "Ã©"; "º" reads "Âº". Capitals end in signs of Windows-1252 ("Ã“"). */
const doubled = /Ã[\u0080-\u00bf\u0152-\u0178\u2013-\u2122]|Â[\u00a0-\u00bf]/g;

/** Looks through the text as it passes for what is worth a notice. Finding one character is nearly free; only hits cost. */
export class TextOddities {
  #doubled = 0;
  #doubledLine = 0;
  #zeros = 0;
  #zeroLine = 0;
  #lines = 0;

  look(text: string): void {
    if (text.includes("Ã") || text.includes("Â")) {
      const hits = text.match(doubled)?.length ?? 0;
      if (hits > 0 && this.#doubled === 0) this.#doubledLine = this.#lineAt(text, text.search(doubled));
      this.#doubled += hits;
    }
    const zero = text.indexOf("\u0000");
    if (zero >= 0) {
      if (this.#zeros === 0) this.#zeroLine = this.#lineAt(text, zero);
      this.#zeros += text.split("\u0000").length - 1;
    }
    // Only needed until both have been met; counting the lines of every piece would cost as much as splitting it.
    if (this.#doubled === 0 || this.#zeros === 0) this.#lines += lineBreaks(text, text.length);
  }

  notices(): Notice[] {
    const notices: Notice[] = [];
    if (this.#doubled > 0) notices.push({ code: "double_encoded", params: { count: this.#doubled, line: this.#doubledLine } });
    if (this.#zeros > 0) notices.push({ code: "control_characters", params: { count: this.#zeros, line: this.#zeroLine } });
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
