import { foldText } from "../../cleaning/fold-text.ts";
import { labelOf } from "../declared/declared-words.ts";
import { maxParts } from "../load.ts";
import { isCalendarWord, maxMaskedCharacters } from "./masked-name.ts";

/** What a name or a line of a file says: that the file is one part of so many. */
export interface StatedPart {
  readonly number: number;
  readonly of: number;
  /** Its own words: "PARTE 1 DE 2". */
  readonly words: string;
}

/** Nobody sends more without the word "part", and "P1-12" are twelve periods. */
const mostUnnamed = 12;
const mostShort = 9;

const count = "0?(\\d{1,3})";
const of = "(?:[\\s-]?(?:de|of)[\\s-]?|\\s?[/-]\\s?)";
const part = "(?:partes?|parts?|pte|pt|archivo|fichero|arquivo|file|entrega|lote)";
const start = "(?<![\\p{L}\\d])";
const end = "(?![\\p{L}\\d]|[.,/-]\\d)";

/** With the word for a part. A dash is not "of" in "file 2-11-2026". */
const named = new RegExp(`${start}${part}[\\s.:#-]{0,3}${count}[ªº°]?\\s?[([]?${of}${count}${end}[)\\]]?`, "iu");
const ordinal = new RegExp(`${start}${count}(?:[.]?[ªºa]|ra|st|nd|rd|th) part[ei]?${of}${count}${end}`, "iu");
/** "p2-2" is as often a period or a try. */
const short = new RegExp(
  `${start}p\\.?\\s?${count}(?:[\\s-]?(?:de|of)[\\s-]?|\\s?/\\s?)${count}(?![\\p{L}\\d]|[.,/-]\\d)`,
  "iu",
);
const bracketed = new RegExp(`[([]\\s?${count}\\s?(?:de|of|/)\\s?${count}\\s?[)\\]]`, "iu");
/** At the end, or before a mark that ends the phrase: "1 de 2 de diciembre" and "2 de 3 cuotas" are none. */
const bare = new RegExp(
  `(?<![\\p{L}\\d.,/$]|\\d-)${count}[\\s-]?(?:de|of)[\\s-]?${count}(?=\\s*(?:$|[·|;()\\[\\]]|\\s-\\s))`,
  "iu",
);
const slashed = new RegExp(`(?:^|\\s-\\s|[·|;]\\s*|#\\s)${count}/${count}(?=\\s*(?:$|[·|;]))`, "iu");

/** Whole dates; their digits say nothing of parts, and what follows "2026-11-1" is no "1 de 2". */
const dates = /(?<!\d)(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d{2})|(?:19|20)\d{6})(?!\d)/g;

/** What is counted "one of two" without being the file. */
const counted =
  /^(?:cuotas?|parcelas?|prestac(?:ao|oes)|installments?|pag(?:ina)?s?|paginas?|page|hojas?|folhas?|sheet|fls?|ciclos?|cycle|semanas?|week|mes|meses|month|dias?|day|quincenas?|quinzena|bimestre|trimestre|quarter|semestre|ano|year|nivel|level|etapa|fase|stage|grupos?|group|tramo|bucket|rango|faixa|franja|intento|tentativa|avisos?|cartas?|aviso|notas?|pasos?|passo|step|zonas?|categorias?|tipo|type|clase|classe|class|serie|plan|plano|opcion|opcao|option|tarjetas?|cartao|card|fondo|fundo|version|versao|corte|fecha|data|date|al|hasta|ate|desde|from|del?|of)$/;

/**
 * The part that a file's name, its sheet's name, or a line above or below its data says that the file is; null if it
 * says none for certain. Words narrower than the file (an instalment, a page, a day of a month) are none.
 */
export function statedPart(text: string): StatedPart | null {
  if (text.length > maxMaskedCharacters) return null;
  const line = text.normalize("NFC").replace(/_/g, " ").replace(/\s+/g, " ").trim();
  // Of equal length, so that the words can be cut out of the line; "#" ends a date.
  const plain = line.replace(dates, (date) => `${"·".repeat(date.length - 1)}#`);
  const found =
    read(plain, named, maxParts) ??
    read(plain, ordinal, maxParts) ??
    read(plain, short, mostShort) ??
    unnamed(plain, bracketed) ??
    unnamed(plain, bare) ??
    unnamed(plain, slashed);
  if (found === null) return null;
  const { number, of, from, to } = found;
  return { number, of, words: line.slice(from, to).replace(/^[#·|;\s-]+|\s+$/g, "") };
}

/** The first of these texts that says one; a text of the file's own before its name. */
export function statedPartOf(texts: readonly string[]): StatedPart | null {
  for (const text of texts) {
    const found = statedPart(text);
    if (found !== null) return found;
  }
  return null;
}

type Place = Omit<StatedPart, "words"> & { readonly from: number; readonly to: number };

function read(line: string, form: RegExp, most: number): Place | null {
  const match = form.exec(line);
  if (match === null) return null;
  const [number, of] = [Number(match[1]), Number(match[2])];
  if (number < 1 || of < 2 || number > of || of > most) return null;
  return { number, of, from: match.index, to: match.index + match[0].length };
}

/** Without the word for a part, the word before it must not name what is counted instead. */
function unnamed(line: string, form: RegExp): Place | null {
  const place = read(line, form, mostUnnamed);
  if (place === null) return null;
  const before = foldText(line.slice(0, place.from)).match(/(\p{L}+)[^\p{L}\d#]*$/u)?.[1] ?? "";
  const label = labelOf(before);
  const isOfOther = counted.test(before) || isCalendarWord(before) || label === null || label.figure !== null;
  return isOfOther || label.isTotal ? null : place;
}
