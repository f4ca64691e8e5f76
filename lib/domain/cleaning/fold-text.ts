const marks = /\p{M}+/gu;

/** The text without case and accents, its gaps single spaces: two texts that fold alike say the same to a person. */
export function foldText(text: string): string {
  return text.normalize("NFKD").replace(marks, "").toLowerCase().replace(/\s+/g, " ").trim();
}
