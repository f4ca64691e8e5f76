import type { ErasureSlice } from "#lib/database/uploads/erasures.ts";

/** Cuts 0 to `last` into parts of so many numbers, in order; none where `last` is -1. */
export function* erasureSlices(last: number, size: number): Generator<ErasureSlice> {
  for (let after = -1; after < last; after += size) yield { after, upTo: Math.min(after + size, last) };
}
