import { hasLostByte } from "#lib/domain/table/lost-block.ts";
import type { Notice } from "../finding-codes.ts";

/**
 * "é" with its two UTF-8 bytes encoded once more reads "Ã©"; "º" reads "Âº". Capitals end in signs of
 * Windows-1252 ("Ã“").
 */
const doubled = /Ã[\u0080-\u00bf\u0152-\u0178\u2013-\u2122]|Â[\u00a0-\u00bf]/g;

/**
 * Control characters that no text has; tabs and line ends are text. Each is searched for by itself: one
 * pattern for all takes five times as long.
 */
const controls = Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code)).filter(
  (character) => character !== "\t" && character !== "\n" && character !== "\r",
);

/** Any of them, for a piece that has some. */
const control = new RegExp(`[${controls.join("")}]`, "g");

/**
 * Zero bytes in up to two lines, or in half of the lines, are damage. In more lines a program pads or ends
 * its values with zeros.
 */
const fewLines = 2;
const fewShare = 0.5;

/** Counts the lines in which something occurs, and notes the first. */
class MetLines {
  count = 0;
  first = 0;
  #last = 0;

  meet(line: number): void {
    if (this.count === 0) this.first = line;
    if (line !== this.#last) this.count++;
    this.#last = line;
  }
}

/**
 * Searches the text, piece by piece, for things worth a notice. Searching for one character is nearly free;
 * only hits cost time.
 */
export class TextOddities {
  #doubled = 0;
  #doubledLine = 0;
  readonly #controls = new MetLines();
  readonly #zeros = new MetLines();
  #lines = 0;

  look(text: string): void {
    if (text.includes("Ã") || text.includes("Â")) {
      const hits = text.match(doubled)?.length ?? 0;
      if (hits > 0 && this.#doubled === 0)
        this.#doubledLine = this.#lines + lineBreaks(text, 0, text.search(doubled)) + 1;
      this.#doubled += hits;
    }
    if (controls.some((character) => text.includes(character))) this.#lookAtControls(text);
    this.#lines += lineBreaks(text, 0, text.length);
  }

  /** `rowCount`: rows of the whole file. */
  notices(rowCount: number): Notice[] {
    const notices: Notice[] = [];
    if (this.#doubled > 0)
      notices.push({ code: "double_encoded", params: { count: this.#doubled, line: this.#doubledLine } });
    const [zeros, controls] = [this.#zeros, this.#controls];
    const isLost = zeros.count > 0 && zeros.count <= Math.max(fewLines, rowCount * fewShare);
    if (isLost) notices.push({ code: "lost_block", params: { count: zeros.count, line: zeros.first } });
    if (controls.count > (isLost ? zeros.count : 0))
      notices.push({ code: "control_characters", params: { count: controls.count, line: controls.first } });
    return notices;
  }

  /** Looks once per line: a program may pad all of its values. */
  #lookAtControls(text: string): void {
    let line = this.#lines + 1;
    let end = 0;
    control.lastIndex = 0;
    for (let hit = control.exec(text); hit !== null; hit = control.exec(text)) {
      line += lineBreaks(text, end, hit.index);
      end = text.indexOf("\n", hit.index);
      if (end < 0) end = text.length;
      this.#controls.meet(line);
      if (hasLostByte(text.slice(hit.index, end))) this.#zeros.meet(line);
      control.lastIndex = end;
    }
  }
}

function lineBreaks(text: string, from: number, before: number): number {
  let breaks = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < before; at = text.indexOf("\n", at + 1)) breaks++;
  return breaks;
}
