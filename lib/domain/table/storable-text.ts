/** Whether PostgreSQL can keep a text: it has no NUL, and no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

/** A text of somebody's file as it can be kept: with what reading it makes of it anyway (cleaning/tidy.ts), a gap for a NUL. */
export function storable(text: string): string {
  return isStorable(text) ? text : text.replaceAll("\0", " ").toWellFormed();
}

/** The escapes of JSON that jsonb refuses: NUL, and halves of surrogate pairs (whole ones stand unescaped). */
const refusedEscape = /\\u(?:0000|d[89a-f])/;

/** JSON text of something, for a column of jsonb. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!refusedEscape.test(json)) return json;
  return JSON.stringify(value, (_, each: unknown) => (typeof each === "string" ? storable(each) : each));
}
