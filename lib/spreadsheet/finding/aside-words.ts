/** Words that begin a row of totals, a note or a page's number, in Spanish, Portuguese and English. */
const totals =
  /^(?:[*=\-\s]*)(?:sub[\s-]*)?(?:gran\s+)?tota(?:l|les|is)\b|^[*=\-\s]*(?:suma(?:s|toria|torias)?|grand\s+total|soma|somat[oó]rio|sum)\b/iu;

/** The same with nothing behind it but whom it adds up: a product is called "Total plan", never "Total general". */
const bareTotals =
  /^[*=\-\s]*(?:sub[\s-]*)?(?:gran\s+|grand\s+)?(?:tota(?:l|les|is)|suma(?:s|toria|torias)?|soma|somat[oó]rio|sum)(?:\s+(?:general(?:es)?|gera(?:l|is)|parcial(?:es)?|(?:d[eo]l?\s+)?(?:cliente|deudor|titular|devedor|cuenta|client|debtor)))?[\s:.*=-]*$/iu;

const notes =
  /^[*\-\s(]*(?:notas?|observaci[oó]n(?:es)?|observa[cç](?:[aã]o|[oõ]es)|fuentes?|fonte|source|notes?|generad[oa]|gerado|generated|elaborad[oa]|elabor[oó]|elaborado|revisad[oa]|revis[oó]|aprobad[oa]|aprob[oó]|autorizad[oa]|firmad?[oa]?|assinatura|signature|prepared|emitid[oa]|impres[oa]|printed|usuario|fin\s+de(?:l)?\s+(?:archivo|reporte|informe|listado)|fim\s+do\s+(?:arquivo|relat[oó]rio)|end\s+of\s+(?:file|report)|cantidad\s+(?:de|total)|(?:n[uú]mero|no\.?|nro\.?)\s+de\s+registros|registros|quantidade\s+de|records|count|fecha\s+(?:de\s+)?(?:generaci[oó]n|impresi[oó]n|corte|proceso)|corte\s+a|data\s+de\s+(?:gera[cç][aã]o|corte|emiss[aã]o)|cordialmente|atentamente|atenciosamente)(?![\p{L}\d])/iu;

const pages =
  /^[\s\-–]*(?:p[aá]g(?:ina|\.)?|page|hoja|folha|folio)\s*(?:n[o°º]?\.?\s*)?:?\s*\d{1,6}(?:\s*(?:de|of|\/)\s*\d{1,6})?[\s\-–]*$/iu;

/** What the text that begins a row says of it. */
export type Label = "bare_total" | "total" | "note" | "page";

/** What a text says of the row that it begins; null where it may be anything. */
export function labelOf(text: string): Label | null {
  if (bareTotals.test(text)) return "bare_total";
  if (totals.test(text)) return "total";
  if (pages.test(text)) return "page";
  return notes.test(text) ? "note" : null;
}

/** An amount, a count or a date: no letters but those of a currency. */
export function isFigure(text: string): boolean {
  return /\d/.test(text) && !/\p{L}/u.test(text.replace(/\b(?:cop|usd|mxn|pen|brl|eur|us|r|s)\b/giu, ""));
}
