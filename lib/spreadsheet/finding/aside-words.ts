import { greatestHeader, pattern } from "#lib/domain/pattern.ts";

/** Words that begin a row of totals, a note or a page number, in Spanish, Portuguese and English. */
const totals =
  /^(?:[*=\-\s]*)(?:sub[\s-]*)?(?:gran\s+)?tota(?:l|les|is)\b|^[*=\-\s]*(?:suma(?:s|toria|torias)?|grand\s+total|soma|somat[oó]rio|sum)\b/iu;

/**
 * The same with nothing after it except what is added up: a product may be called "Total plan", but not
 * "Total general".
 */
const bareTotals =
  /^[*=\-\s]*(?:sub[\s-]*)?(?:gran\s+|grand\s+)?(?:tota(?:l|les|is)|suma(?:s|toria|torias)?|soma|somat[oó]rio|sum)(?:\s+(?:general(?:es)?|gera(?:l|is)|parcial(?:es)?|(?:d[eo]l?\s+)?(?:cliente|deudor|titular|devedor|cuenta|client|debtor)))?[\s:.*=-]*$/iu;

const notes =
  /^[*\-\s(]*(?:notas?|observaci[oó]n(?:es)?|observa[cç](?:[aã]o|[oõ]es)|fuentes?|fonte|source|notes?|generad[oa]|gerado|generated|elaborad[oa]|elabor[oó]|elaborado|revisad[oa]|revis[oó]|aprobad[oa]|aprob[oó]|autorizad[oa]|firmad?[oa]?|assinatura|signature|prepared|emitid[oa]|impres[oa]|printed|usuario|fin\s+de(?:l)?\s+(?:archivo|reporte|informe|listado)|fim\s+do\s+(?:arquivo|relat[oó]rio)|end\s+of\s+(?:file|report)|cantidad\s+(?:de|total)|(?:n[uú]mero|no\.?|nro\.?)\s+de\s+registros|registros|quantidade\s+de|records|count|fecha\s+(?:de\s+)?(?:generaci[oó]n|impresi[oó]n|corte|proceso)|corte\s+a|data\s+de\s+(?:gera[cç][aã]o|corte|emiss[aã]o)|cordialmente|atentamente|atenciosamente)(?![\p{L}\d])/iu;

const pages = pattern(
  "number of a page",
  greatestHeader,
  /^[\s\-–]*(?:p[aá]g(?:ina|\.)?|page|hoja|folha|folio)\s*(?:n[o°º]?\.?\s*)?:?\s*\d{1,6}(?:\s*(?:de|of|\/)\s*\d{1,6})?[\s\-–]*$/iu,
);

/** A total's word anywhere in a text: "BANCO X - GRAN TOTAL". */
const anyTotal =
  /(?<![\p{L}\d])(?:sub[\s-]*)?(?:tota(?:l|les|is)|suma(?:s|toria|torias)?|soma(?:t[oó]rio)?)(?![\p{L}\d])/iu;

/**
 * A footnote mark before words, or a sentence: a capitalised word and at least three lower-case words, one of
 * them of five letters or more, which particles do not have.
 */
const remark = /^(?:\(?\*{1,3}\)?|\(\d{1,2}\))\s*\p{L}|^\p{Lu}\p{Ll}*(?=(?: \p{Ll}+)* \p{Ll}{5})(?: \p{Ll}+){3}/u;

/** What the text that begins a row says about the row. */
export type Label = "bare_total" | "total" | "note" | "page";

/** The label of a text that begins a row; null if the row may be anything. */
export function labelOf(text: string): Label | null {
  if (bareTotals.test(text)) return "bare_total";
  if (totals.test(text)) return "total";
  if (pages.test(text)) return "page";
  return notes.test(text) ? "note" : null;
}

/** Whether a text mentions a total at all, as some names do too. */
export function speaksOfTotal(text: string): boolean {
  return anyTotal.test(text);
}

/** Whether a text that is alone in its row is a remark, in whatever column. */
export function isRemark(text: string): boolean {
  return remark.test(text);
}

/** Whether a text has several words, as the name of a group or a remark has, however long it is. */
export function isWords(text: string): boolean {
  const first = text.search(/\p{L}{2}/u);
  return first >= 0 && /\P{L}\p{L}{2}/u.test(text.slice(first));
}

/** Whether a text is an amount, a count or a date: digits, and no letters except a currency's. */
export function isFigure(text: string): boolean {
  return /\d/.test(text) && !/\p{L}/u.test(text.replace(/\b(?:cop|usd|mxn|pen|brl|eur|us|r|s)\b/giu, ""));
}
