import { TextDigest } from "#lib/domain/correction/text-digest.ts";
import type { Lines } from "./packed-lines.ts";

const comma = ",".charCodeAt(0);

/**
 * The sum of the digests of a chunk's rows as they arrived, without their line in the file: a whole number, as text. Sums of
 * chunks add up to that of the file, in whatever order its rows stand.
 */
export function sumRows(lines: Lines): string {
  const digest = new TextDigest();
  let [highs, lows] = [0, 0];
  for (let index = 0; index < lines.count; index++) {
    const line = lines.at(index);
    // `[line, [cells], kinds]`
    const { high, low } = digest.restart().addBytes(line, line.indexOf(comma)).digest();
    highs += high >>> 0;
    lows += low >>> 0;
  }
  return String(BigInt(highs) * 2n ** 32n + BigInt(lows));
}
