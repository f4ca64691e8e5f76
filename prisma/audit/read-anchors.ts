import { secretKeys } from "#lib/env.ts";
import { readAnchor } from "#lib/secrets/audit-anchor.ts";
import type { KeptEnd } from "./verify-chains.ts";

/** A line that proves nothing. */
export interface AnchorFault {
  /** From 1. */
  readonly line: number;
  /** The key that it is signed with and that is not given; null: it is not as it was signed. */
  readonly keyId: string | null;
}

export interface ReadAnchors {
  readonly ends: readonly KeptEnd[];
  readonly faults: readonly AnchorFault[];
  readonly count: number;
  /** When the youngest was made; null without any. */
  readonly last: Date | null;
}

/**
 * The ends of chains in a file that a worker appended to, checked with the keys of a text as SECRET_KEYS has it. Throws if
 * the file has no line: it would prove nothing.
 */
export function readAnchors(text: string, keys: string): ReadAnchors {
  const known = secretKeys.parse(keys);
  const lines = text.split("\n").map((line) => line.trimEnd());
  if (lines.every((line) => line === "")) throw new Error("The file has no anchors: give the one of AUDIT_ANCHORS.");
  const read = lines.flatMap((line, index) =>
    line === "" ? [] : [{ line: index + 1, ...readAnchor(line, known) } as const],
  );
  const anchors = read.flatMap((one) => (one.kind === "anchor" ? [one.anchor] : []));
  return {
    ends: anchors.flatMap(({ at, heads }) => heads.map((head) => ({ ...head, at }))),
    faults: read.flatMap((one) =>
      one.kind === "anchor" ? [] : [{ line: one.line, keyId: one.kind === "key_missing" ? one.keyId : null }],
    ),
    count: anchors.length,
    last: anchors.map(({ at }) => at).reduce<Date | null>((last, at) => (last === null || at > last ? at : last), null),
  };
}
