/** What 05/09/2026 may say, as a date cell says it: one or two days, for its month may stand first; none for other texts. */
export function daysIn(text: string): readonly string[] {
  const [, first = "", , second = "", year = ""] =
    /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})$/.exec(text.trim()) ?? [];
  if (year === "") return [];
  const days = [
    [second, first],
    [first, second],
  ].filter(([month]) => Number(month) >= 1 && Number(month) <= 12);
  const written = days.map((groups) => [year.padStart(4, "20"), ...groups.map((it) => it.padStart(2, "0"))].join("-"));
  return [...new Set(written)];
}
