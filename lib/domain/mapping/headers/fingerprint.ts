import type { ColumnMapping, Mapping } from "../mapping.ts";
import { foldHeader } from "./fold-header.ts";

/**
 * A 128-bit hash of a text, hex: cyrb128 by bryc (public domain). Not for security: a collision would propose
 * a remembered mapping for other headers, which the page then shows as lost and added columns.
 */
function hash128(text: string): string {
  let h1 = 1779033703;
  let h2 = 3144134277;
  let h3 = 1013904242;
  let h4 = 2773480762;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    h1 = h2 ^ Math.imul(h1 ^ code, 597399067);
    h2 = h3 ^ Math.imul(h2 ^ code, 2869860233);
    h3 = h4 ^ Math.imul(h3 ^ code, 951274213);
    h4 = h1 ^ Math.imul(h4 ^ code, 2716044179);
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067);
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233);
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213);
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179);
  return [h1 ^ h2 ^ h3 ^ h4, h2 ^ h1, h3 ^ h1, h4 ^ h1]
    .map((part) => (part >>> 0).toString(16).padStart(8, "0"))
    .join("");
}

/**
 * The name of a file's shape: 32 hex digits for its folded headers in order. Case, accents and punctuation do not
 * matter, unless they alone tell two headers apart ("Name" and "name" of the CRM): those count as written.
 */
export function fingerprint(headers: readonly string[]): string {
  const folded = headers.map(foldHeader);
  const seen = new Map<string, number>();
  for (const name of folded) seen.set(name, (seen.get(name) ?? 0) + 1);
  const names = folded.map((name, index) => ((seen.get(name) ?? 0) > 1 ? `${name}\t${headers[index]}` : name));
  return hash128(names.join("\n"));
}

/**
 * How a file's headers changed since a mapping was made for them. Columns count from 0, `before` and `now`
 * each in its own shape.
 */
export interface ShapeChange {
  readonly renamed: readonly { readonly before: number; readonly now: number }[];
  readonly added: readonly number[];
  readonly moved: readonly { readonly before: number; readonly now: number }[];
  readonly lost: readonly number[];
}

/** Pairs columns with the same header, then those with the same folded name; repeated names in order. */
function pairByName(before: readonly string[], now: readonly string[]): { before: number; now: number }[] {
  const matches = new Map<number, number>();
  const taken = new Set<number>();
  for (const nameOf of [(header: string) => header, foldHeader]) {
    const waiting = new Map<string, number[]>();
    for (const [index, header] of before.entries()) {
      if (taken.has(index)) continue;
      const list = waiting.get(nameOf(header));
      if (list === undefined) waiting.set(nameOf(header), [index]);
      else list.push(index);
    }
    for (const [index, header] of now.entries()) {
      if (matches.has(index)) continue;
      const match = waiting.get(nameOf(header))?.shift();
      if (match === undefined) continue;
      matches.set(index, match);
      taken.add(match);
    }
  }
  return now.flatMap((_, index) => {
    const match = matches.get(index);
    return match === undefined ? [] : [{ before: match, now: index }];
  });
}

interface Pairing {
  readonly same: readonly { readonly before: number; readonly now: number }[];
  readonly change: ShapeChange;
}

/**
 * Pairs the columns of two shapes. One without a partner counts as renamed if exactly one column is between the same
 * neighbours in both; anything less clear is lost and added, since a wrong pair would load a wrong column.
 */
function pair(before: readonly string[], now: readonly string[]): Pairing {
  const same = pairByName(before, now);
  const nowOf = new Map(same.map((match) => [match.before, match.now]));
  const beforeOf = new Map(same.map((match) => [match.now, match.before]));
  const renamed: { before: number; now: number }[] = [];
  for (let index = 0; index < before.length; index++) {
    if (nowOf.has(index)) continue;
    const hasLeft = index === 0 || nowOf.has(index - 1);
    const hasRight = index === before.length - 1 || nowOf.has(index + 1);
    if (!hasLeft || !hasRight) continue;
    const target = index === 0 ? 0 : (nowOf.get(index - 1) ?? -2) + 1;
    const isFree = target >= 0 && target < now.length && !beforeOf.has(target);
    const next = index === before.length - 1 ? now.length : nowOf.get(index + 1);
    if (isFree && next === target + 1) renamed.push({ before: index, now: target });
  }
  const renamedBefore = new Set(renamed.map((match) => match.before));
  const renamedNow = new Set(renamed.map((match) => match.now));
  return {
    same,
    change: {
      renamed,
      moved: movedOf(same),
      added: now.flatMap((_, index) => (beforeOf.has(index) || renamedNow.has(index) ? [] : [index])),
      lost: before.flatMap((_, index) => (nowOf.has(index) || renamedBefore.has(index) ? [] : [index])),
    },
  };
}

/** The pairs outside the longest run that kept its order. A column inserted before them moves none. */
function movedOf(
  same: readonly { readonly before: number; readonly now: number }[],
): { before: number; now: number }[] {
  const lengths: number[] = [];
  const previous: number[] = [];
  let end = -1;
  for (const [i, current] of same.entries()) {
    let length = 1;
    let from = -1;
    for (let j = 0; j < i; j++) {
      if ((same[j]?.before ?? 0) < current.before && (lengths[j] ?? 0) + 1 > length) {
        length = (lengths[j] ?? 0) + 1;
        from = j;
      }
    }
    lengths.push(length);
    previous.push(from);
    if (end < 0 || length > (lengths[end] ?? 0)) end = i;
  }
  const kept = new Set<number>();
  for (let i = end; i >= 0; i = previous[i] ?? -1) kept.add(i);
  return same.filter((_, i) => !kept.has(i)).map(({ before, now }) => ({ before, now }));
}

export function compareShapes(before: readonly string[], now: readonly string[]): ShapeChange {
  return pair(before, now).change;
}

/**
 * Carries a remembered mapping over to a changed shape. Columns of the same name keep their mapping wherever
 * they are now; renamed and added ones are `unmapped`, so the page asks about these only.
 */
export function carryMapping(before: readonly string[], now: readonly string[], mapping: Mapping): Mapping {
  const columns: ColumnMapping[] = now.map(() => ({ state: "unmapped" }));
  for (const match of pair(before, now).same)
    columns[match.now] = mapping.columns[match.before] ?? { state: "unmapped" };
  return { ...mapping, columns };
}
