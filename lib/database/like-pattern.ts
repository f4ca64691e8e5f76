/** The text as a pattern of LIKE, to which these characters mean something. */
export function likePattern(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
