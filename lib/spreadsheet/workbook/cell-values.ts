import { formulaWithoutValue, kindLetters } from "#lib/domain/table/table.ts";
import { runsText, textBetween, unescapeXml } from "../package/xml-text.ts";
import { Refused } from "../refused.ts";
import type { CellTag } from "./cell-tag.ts";
import type { FormatEffect } from "./number-format.ts";
import { numberText } from "./number-text.ts";
import { isoOfSerial, timeOfSerial } from "./serial-date.ts";

/** Texts by index, from 0. */
export interface TextList {
  at(index: number): string | undefined;
}

/** Turns a cell's content into text; afterwards `kind` has the cell's kind. */
export class CellValues {
  /** One of `kindLetters`, for the cell read last. */
  kind: string = kindLetters.text;
  /** How many formulas have no saved value, and the line of the first. */
  readonly uncalculated = { count: 0, line: 0 };
  readonly #texts: TextList;
  readonly #effects: readonly FormatEffect[];
  readonly #is1904: boolean;

  constructor(texts: TextList, effects: readonly FormatEffect[], is1904: boolean) {
    this.#texts = texts;
    this.#effects = effects;
    this.#is1904 = is1904;
  }

  /** The text of the cell with its content from `from` to `close`; "" if it is empty. */
  read(xml: string, from: number, close: number, tag: CellTag, line: number): string {
    this.kind = kindLetters.text;
    if (tag.type === "inlineStr") {
      const isPlain = xml.startsWith("<is>", from) && xml.startsWith("</is>", close - 5);
      return isPlain ? textBetween(xml, from + 4, close - 5) : runsText(xml.slice(from, close));
    }
    const raw = valueElement(xml, from, close);
    if (raw === null || (raw === "" && tag.type !== "str")) return this.#withoutValue(xml, from, close, line);
    switch (tag.type) {
      case "s":
        return this.#sharedText(raw, line);
      case "str":
        return unescapeXml(raw);
      case "b":
        this.kind = kindLetters.boolean;
        return raw.trim() === "1" || raw.trim() === "true" ? "true" : "false";
      case "e":
        this.kind = kindLetters.error;
        return unescapeXml(raw);
      case "d":
        return this.#isoDate(raw);
      default:
        return this.numberCell(raw, this.#effectOf(tag.style));
    }
  }

  /** How numbers of a style appear. */
  shows(style: number): FormatEffect["shows"] {
    return this.#effectOf(style)?.shows ?? "number";
  }

  /** Refuses the file if a cell has a style but no styles are left: it may be a date or have lost its zeros. */
  #effectOf(style: number): FormatEffect | undefined {
    if (style > 0 && this.#effects.length === 0) throw new Refused("corrupt", { entry: "styles.xml" });
    return this.#effects[style];
  }

  /** The ISO date of a whole serial number; null if it is no day. */
  isoOfDay(serial: number): string | null {
    return isoOfSerial(serial, this.#is1904);
  }

  /** A stored number as its format shows it: a date, padded digits, an amount with its currency, or a number. */
  numberCell(raw: string, effect: FormatEffect | undefined): string {
    const shows = effect?.shows ?? "number";
    if (shows === "date" || shows === "time") {
      const serial = Number(raw);
      if (shows === "time" && serial >= 0 && serial < 1) return timeOfSerial(serial);
      const iso = isoOfSerial(serial, this.#is1904);
      if (iso !== null) {
        this.kind = kindLetters.date;
        return iso;
      }
    }
    const text = numberText(raw);
    if (text === null) return unescapeXml(raw);
    if (effect?.shows === "padded" && /^\d+$/.test(text)) return text.padStart(effect.digits, "0");
    this.kind = kindLetters.number;
    return effect?.shows === "currency" ? effect.before + text + effect.behind : text;
  }

  #sharedText(raw: string, line: number): string {
    const text = this.#texts.at(textNumber(raw));
    if (text === undefined) throw new Refused("corrupt", { line });
    return text;
  }

  #isoDate(raw: string): string {
    const iso = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2})?/.exec(raw)?.[0];
    if (iso === undefined) return unescapeXml(raw);
    this.kind = kindLetters.date;
    return iso.replace("T00:00:00", "");
  }

  #withoutValue(xml: string, from: number, close: number, line: number): string {
    const formula = xml.indexOf("<f", from);
    if (formula < 0 || formula >= close) return "";
    if (this.uncalculated.count++ === 0) this.uncalculated.line = line;
    this.kind = kindLetters.error;
    return formulaWithoutValue;
  }
}

/** The text within `<v>`; null if there is none. */
function valueElement(xml: string, from: number, close: number): string | null {
  // Without a formula, `<v>` comes first and ends right before the cell does.
  if (xml.startsWith("<v>", from) && xml.startsWith("</v>", close - 4)) return xml.slice(from + 3, close - 4);
  const open = xml.indexOf("<v", from);
  if (open < 0 || open >= close) return null;
  const start = xml.indexOf(">", open) + 1;
  if (xml[start - 2] === "/") return "";
  const end = xml.indexOf("</v>", start);
  return end < 0 || end > close ? null : xml.slice(start, end);
}

/** The index of a shared text; for anything else an index that no workbook has. */
function textNumber(raw: string): number {
  const number = Number(raw);
  return Number.isInteger(number) && number >= 0 ? number : 0x7fff_ffff;
}
