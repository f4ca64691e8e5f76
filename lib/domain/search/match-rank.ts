import { foldText } from "../cleaning/fold-text.ts";

/** The words of what was typed, folded; none for an empty text. */
export function searchWords(text: string): string[] {
  return foldText(text).split(" ").filter(Boolean);
}

/** What can be found: its name, and what else finds it (an operation, a creditor). */
export interface Findable {
  readonly label: string;
  readonly also?: string;
}

/**
 * How well something fits what was typed, 0 the best; null if a word of it is missing. A word at the start of the
 * name counts more than one at the start of another word, that more than one in the middle, and least of all letters
 * that only follow each other ("nvca" for "Nueva carga").
 */
export function matchRank(words: readonly string[], { label, also = "" }: Findable): number | null {
  const name = foldText(label);
  const rest = foldText(also);
  let rank = words.length > 0 && name === words.join(" ") ? -1 : 0;
  for (const [index, word] of words.entries()) {
    const one = rankOfWord(word, index === 0, name, rest);
    if (one === null) return null;
    rank += one;
  }
  return rank;
}

function rankOfWord(word: string, isFirst: boolean, name: string, rest: string): number | null {
  if (isFirst && name.startsWith(word)) return 0;
  if (startsWord(name, word)) return 1;
  if (startsWord(rest, word)) return 2;
  if (name.includes(word)) return 3;
  if (rest.includes(word)) return 4;
  return word.length > 1 && follows(name, word) ? 20 : null;
}

function startsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
    if (at === 0 || !isWordCharacter.test(text.slice(at - 1, at))) return true;
  return false;
}

const isWordCharacter = /[\p{L}\p{N}]/u;

/** Whether the letters are in the text in this order, the first of them at the start of a word. */
function follows(text: string, letters: string): boolean {
  const [first = "", ...others] = letters;
  for (let start = text.indexOf(first); start !== -1; start = text.indexOf(first, start + 1)) {
    if (start > 0 && isWordCharacter.test(text.slice(start - 1, start))) continue;
    const end = others.reduce((at, letter) => (at === -1 ? -1 : text.indexOf(letter, at + 1)), start);
    if (end !== -1) return true;
  }
  return false;
}

/** Those that fit what was typed, the best first, equally good ones in their order; all of them for no words. */
export function bestMatches<Item extends Findable>(text: string, items: readonly Item[]): Item[] {
  const words = searchWords(text);
  return items
    .flatMap((item, order) => {
      const rank = matchRank(words, item);
      return rank === null ? [] : [{ item, rank, order }];
    })
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .map(({ item }) => item);
}
