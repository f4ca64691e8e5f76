import type { LoadDays } from "#lib/domain/views/upload-view.ts";

/** The days of some loads as the catalogues have them (`ui.volatileOf`): one, or the first and the last. */
export function loadDays(
  { from, to }: LoadDays,
  day: (iso: string) => string,
): { readonly days: "one" | "several"; readonly from: string; readonly to: string } {
  const [first, last] = [day(from), day(to)];
  return { days: first === last ? "one" : "several", from: first, to: last };
}
