const marks = /\p{M}+/gu;

/**
 * The text in lower case, without accents and with single spaces: texts that fold alike mean the same to a person.
 */
export function foldText(text: string): string {
  return text.normalize("NFKD").replace(marks, "").toLowerCase().replace(/\s+/g, " ").trim();
}
