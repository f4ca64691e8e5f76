/** Whether PostgreSQL can store a text: it has no NUL and no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

/**
 * A file's text in a form PostgreSQL can store: a space for each NUL, as in cleaning/tidy.ts, and U+FFFD for
 * half a surrogate pair.
 */
export function storable(text: string): string {
  return isStorable(text) ? text : text.replaceAll("\0", " ").toWellFormed();
}

/** The JSON escapes that jsonb refuses: NUL, and halves of surrogate pairs (whole pairs are not escaped). */
const refusedEscape = /\\u(?:0000|d[89a-f])/;

/** A value as JSON text for a jsonb column. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!refusedEscape.test(json)) return json;
  return JSON.stringify(value, (_, each: unknown) => (typeof each === "string" ? storable(each) : each));
}
