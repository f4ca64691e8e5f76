/** Of a person's reason, without spaces around it: less says nothing. */
export const leastReason = { characters: 10, words: 2 } as const;
/** Characters. */
export const mostReason = 500;

/** Whether a text counts as a written reason for what would be refused without one. */
export function isReason(text: string): boolean {
  const reason = text.trim();
  const words = reason.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return reason.length >= leastReason.characters && reason.length <= mostReason && words.length >= leastReason.words;
}
