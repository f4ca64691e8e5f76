import type { Finding } from "#lib/domain/mapping/finding.ts";

/** The delimiters to look for; the first ones win if nothing else decides. */
export const delimiters = [";", "\t", "|", ","] as const;
export type Delimiter = (typeof delimiters)[number];

/** What the beginning of a text shows about its delimiter. */
export interface DelimiterFinding {
  readonly delimiter: Finding<string>;
  /** Whether the first line is `sep=`, and so no row of the table. */
  readonly hasSepLine: boolean;
}

const rowsLookedAt = 200;

/**
 * Finds the delimiter from the first rows: the one that occurs the same number of times in every row, outside
 * quotes. Decimal commas are as regular, but not in the header, and there are fewer of them than columns.
 */
export function findDelimiter(start: string, chosen: string | undefined): DelimiterFinding {
  const sep = /^sep=(.)[ \t;,]*(?:\n|$)/i.exec(start)?.[1];
  const body = sep === undefined ? start : start.slice(start.indexOf("\n") + 1);
  if (chosen !== undefined && chosen !== "") {
    const others = delimiters.filter((delimiter) => delimiter !== chosen);
    return {
      delimiter: { value: chosen, certainty: "chosen", evidence: "chosen", params: {}, alternatives: others },
      hasSepLine: sep !== undefined,
    };
  }
  if (sep !== undefined) {
    const others = delimiters.filter((delimiter) => delimiter !== sep);
    return {
      delimiter: { value: sep, certainty: "sure", evidence: "sep_line", params: {}, alternatives: others },
      hasSepLine: true,
    };
  }
  return { delimiter: byConsistency(body), hasSepLine: false };
}

function byConsistency(text: string): Finding<string> {
  const scored = delimiters.map((delimiter) => ({ delimiter, ...consistency(countsPerRow(text, delimiter)) }));
  scored.sort((left, right) => right.score - left.score);
  const [best, second] = scored;
  if (best === undefined || best.score === 0) {
    return { value: ";", certainty: "likely", evidence: "single_column", params: {}, alternatives: [",", "\t", "|"] };
  }
  const isClear = best.rows >= 0.9 * best.of && best.score >= 2 * (second?.score ?? 0);
  return {
    value: best.delimiter,
    certainty: isClear ? "sure" : "likely",
    evidence: "same_count",
    params: { rows: best.rows, of: best.of, count: best.count },
    alternatives: scored.slice(1).map(({ delimiter }) => delimiter),
  };
}

/** How often the delimiter occurs outside quotes, for each row that is not blank. */
function countsPerRow(text: string, delimiter: string): number[] {
  const counts: number[] = [];
  let count = 0;
  let isQuoted = false;
  let isAtStart = true;
  let isBlank = true;
  for (let at = 0; at < text.length && counts.length < rowsLookedAt; at++) {
    const character = text[at];
    if (isQuoted) {
      if (character === '"') isQuoted = false;
    } else if (character === '"' && (isAtStart || text[at - 1] === '"')) {
      // A quote opens a cell only at its start; inside a cell (5" tubo) it is text.
      isQuoted = true;
      isAtStart = false;
      isBlank = false;
    } else if (character === "\n") {
      if (!isBlank) counts.push(count);
      count = 0;
      isAtStart = true;
      isBlank = true;
    } else if (character === delimiter) {
      count++;
      isAtStart = true;
      isBlank = false;
    } else {
      isAtStart = false;
      if (character !== " ") isBlank = false;
    }
  }
  if (!isBlank && counts.length === 0) counts.push(count);
  return counts;
}

/** The commonest count above zero, how many rows have it, and a score that grows with both. */
function consistency(counts: readonly number[]): { count: number; rows: number; of: number; score: number } {
  const rowsByCount = new Map<number, number>();
  for (const count of counts) if (count > 0) rowsByCount.set(count, (rowsByCount.get(count) ?? 0) + 1);
  let count = 0;
  let rows = 0;
  for (const [candidate, having] of rowsByCount) {
    if (having > rows || (having === rows && candidate > count)) [count, rows] = [candidate, having];
  }
  const share = counts.length === 0 ? 0 : rows / counts.length;
  return { count, rows, of: counts.length, score: share * share * Math.log2(1 + count) };
}
