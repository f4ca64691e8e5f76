/** Joins class names; what is false or absent is left out. Later ones do not override earlier ones. */
export function classNames(...parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(" ");
}
