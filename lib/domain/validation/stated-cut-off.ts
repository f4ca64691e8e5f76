import { type DateOrder, writeDate } from "../cleaning/dates/calendar.ts";
import { readDate } from "../cleaning/dates/read-date.ts";
import { foldText } from "../cleaning/fold-text.ts";
import { greatestHeader, pattern } from "../pattern.ts";

/** A day that a row above the header states as the file's cut-off. */
export interface StatedCutOff {
  readonly line: number;
  /** The row's text, unchanged. */
  readonly text: string;
  /** The ISO days it can mean, by the order they are read in: several if day and month could be swapped. */
  readonly days: ReadonlyMap<DateOrder, string>;
}

const date = pattern(
  "a day in a title",
  greatestHeader,
  /\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\b20\d{6}\b|\d{1,2}[ /.-]+(?:de )?[a-z]{3,}\.?[ /.,-]+(?:del? )?(?:\d{4}|\d{2})|[a-z]{3,}\.? \d{1,2},? \d{4}/g,
);

/**
 * Words that name a cut-off before its date (folded; Spanish, Portuguese and English), with the small
 * words that may follow them.
 */
const named =
  /\b(?:corte|cierre|cut[ -]?off|data[ -]?base|posicion|posicao|fechamento)(?:[ :;,.()-]|\b(?:a|al|la|el|de|del|em|ao|on|of|the|fecha|data|date|dia|as)\b)*$/;
/** Words that usually name one but may mean something else: they count only before the single date of their row. */
const hinted = /\b(?:as of|al|a|ao|em)(?: dia)? $/;
/** Words for another day: "Próximo corte", "Corte anterior". */
const other = /\b(?:proxim[oa]|siguiente|anterior|previ[oa]|next|previous|last|ultim[oa])\b/;

const orders: readonly DateOrder[] = ["dmy", "mdy", "ymd"];

/**
 * The cut-off stated in the rows above the header, or null. A row that names it comes before one
 * that only hints at it.
 */
export function statedCutOff(titles: readonly { readonly line: number; readonly text: string }[]): StatedCutOff | null {
  return firstOf(titles, named, false) ?? firstOf(titles, hinted, true);
}

function firstOf(
  titles: readonly { line: number; text: string }[],
  key: RegExp,
  isAlone: boolean,
): StatedCutOff | null {
  for (const { line, text } of titles) {
    const folded = foldText(text);
    const dates = [...folded.matchAll(date)];
    if (other.test(folded) || (isAlone && dates.length !== 1)) continue;
    const stated = dates.find(({ index }) => key.test(folded.slice(0, index)));
    const days = stated === undefined ? new Map() : daysOf(stated[0]);
    if (days.size > 0) return { line, text, days };
  }
  return null;
}

function daysOf(text: string): ReadonlyMap<DateOrder, string> {
  const days = new Map<DateOrder, string>();
  for (const order of orders) {
    const day = readDate(text, order);
    if (typeof day !== "string") days.set(order, writeDate(day[0], day[1], day[2], "YYYY-MM-DD"));
  }
  return days;
}
