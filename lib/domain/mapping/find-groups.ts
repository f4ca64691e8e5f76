import { standardFields } from "../fields/catalogue.ts";
import type { FieldLevel } from "../fields/field.ts";
import { foldHeader, headerMeanings } from "./headers/fold-header.ts";
import { nameScore } from "./headers/name-score.ts";

/** Columns that repeat for each obligation of a row: "Saldo 1", "Saldo 2". */
export interface RepeatedGroups {
  /** By column: the index of its obligation, from 0; null for all other columns. */
  readonly groups: readonly (number | null)[];
  /** How many obligations a row can have; at least 2. */
  readonly count: number;
  /** The headers without their numbers, so that names can be recognised in them. */
  readonly names: readonly string[];
}

/** More obligations in a row are a crosstab, not this layout. */
export const maxGroups = 20;

interface Numbered {
  readonly name: string;
  readonly number: number | null;
  /** The file has this header more than once, to the letter; the reader numbered it. */
  readonly isRepeat: boolean;
}

/** The number that the reader adds to repeated headers: "Saldo (2)". */
const repeatMark = / \((\d+)\)$/;

/**
 * "Saldo_1" and "1er saldo" are Saldo, 1. Two numbers in a header ("Saldo 1 a 30") mean something else:
 * number is null.
 */
function splitNumber(header: string): Numbered {
  const repeat = Number(repeatMark.exec(header)?.[1] ?? 0);
  if (repeat >= 2 && repeat <= maxGroups)
    return { name: foldHeader(header.replace(repeatMark, "")), number: repeat, isRepeat: true };
  const words = foldHeader(header).split(" ");
  const digits = words.filter((word) => /^\d+$/.test(word));
  const number = digits.length === 1 ? Number(digits[0]) : 0;
  if (number < 1 || number > maxGroups) return { name: words.join(" "), number: null, isRepeat: false };
  return { name: words.filter((word) => word !== digits[0]).join(" "), number, isRepeat: false };
}

function isNamed(level: FieldLevel, name: string): boolean {
  const meanings = headerMeanings(name);
  return standardFields.some((field) => {
    const match = field.level === level ? nameScore(field.id, meanings) : null;
    return match !== null && match.strength !== "partial";
  });
}

/**
 * Finds repeated groups by numbered headers; null if there are none. At least two columns of an obligation must
 * repeat over the same numbers from 1 on: two telephones and two e-mails are still one debtor. The first group may
 * lack its number. Headers that are repeated to the letter need no known name: nobody repeats two of them by chance.
 */
export function findGroups(headers: readonly string[]): RepeatedGroups | null {
  const split = headers.map(splitNumber);
  const columnsOf = new Map<string, Map<number, number>>();
  for (const [column, { name, number }] of split.entries()) {
    if (number === null || name === "") continue;
    const columns = columnsOf.get(name) ?? new Map<number, number>();
    if (!columns.has(number)) columns.set(number, column);
    columnsOf.set(name, columns);
  }
  for (const [column, { name, number }] of split.entries()) {
    const columns = columnsOf.get(name);
    if (number === null && columns?.has(2) === true && !columns.has(1)) columns.set(1, column);
  }
  const repeatedNames = new Set(split.filter(({ isRepeat }) => isRepeat).map(({ name }) => name));
  const isOfDebtor = (name: string): boolean => isNamed("debtor", name) && !isNamed("obligation", name);
  const repeated = [...columnsOf].filter(([name, columns]) => columns.has(1) && columns.has(2) && !isOfDebtor(name));
  if (repeated.filter(([name]) => repeatedNames.has(name) || isNamed("obligation", name)).length < 2) return null;
  const groups: (number | null)[] = headers.map(() => null);
  let count = 0;
  for (const [, columns] of repeated) {
    for (let number = 1; columns.has(number); number++) {
      groups[columns.get(number) ?? -1] = number - 1;
      count = Math.max(count, number);
    }
  }
  return {
    groups,
    count,
    names: split.map(({ name }, column) => (groups[column] === null ? (headers[column] ?? "") : name)),
  };
}
