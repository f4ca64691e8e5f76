import type { Range } from "../sites/site.ts";

export interface Mark extends Range {
  readonly number: number;
}

/** How marked code tells that it runs: to the process's own `markReached`, or on a page's console. */
export type Teller = (number: number) => string;

export const tellProcess: Teller = (number) => `(globalThis as any).markReached?.(${number})`;

/** What a page's console says, once a page. */
export const consoleText = (number: number): string => `reached mark ${number}`;
export const tellConsole: Teller = (number) =>
  `(globalThis as any).reached${number} ??= (console.debug("${consoleText(number)}"), 1), ${tellProcess(number)}`;

/** Makes each marked expression tell that it runs before its value is worked out: `a < b` to `(tell(1), a < b)`. */
export function markSites(text: string, marks: readonly Mark[], tell: Teller): string {
  // Of two that begin at the same place the outer one is opened first, and of two that end there closed last.
  const outerFirst = marks.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const opened = outerFirst.map(({ start, number }) => ({ at: start, isEnd: false, text: `(${tell(number)}, ` }));
  const closed = outerFirst.toReversed().map(({ end }) => ({ at: end, isEnd: true, text: ")" }));
  const inserted = [...closed, ...opened].toSorted((a, b) => a.at - b.at);
  let marked = "";
  let at = 0;
  for (const one of inserted) {
    marked += text.slice(at, one.at) + one.text;
    at = one.at;
  }
  return marked + text.slice(at);
}
