import { maskText } from "../masking/mask-text.ts";

/**
 * What the CRM said of two debtors alike, for whom neither may be named: "…" stands for the words that differ, and what
 * looks like a number or a mail is masked. Null if they have no word in common.
 */
export function wordsInCommon(one: string, other: string): string | null {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const shorter = Math.min(a.length, b.length);
  const ahead = countSame(shorter, (at) => a[at] === b[at]);
  const behind = countSame(shorter - ahead, (at) => a.at(-1 - at) === b.at(-1 - at));
  const between =
    a.length === b.length
      ? a.slice(ahead, a.length - behind).map((word, at) => (word === b[ahead + at] ? word : "…"))
      : ["…"];
  const words = [...a.slice(0, ahead), ...between, ...a.slice(a.length - behind)];
  if (words.every((word) => word === "…")) return null;
  return maskText(words.filter((word, at) => word !== "…" || words[at - 1] !== "…").join(" "));
}

function wordsOf(text: string): string[] {
  return text.trim().split(/\s+/u);
}

function countSame(most: number, isSame: (at: number) => boolean): number {
  let count = 0;
  while (count < most && isSame(count)) count++;
  return count;
}
