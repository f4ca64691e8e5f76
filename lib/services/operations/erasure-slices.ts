import type { ErasureSlice } from "#lib/database/uploads/erasures.ts";

/** Splits 0 to `last` into slices of `size` numbers, in order; none if `last` is -1. */
export function* erasureSlices(last: number, size: number): Generator<ErasureSlice> {
  for (let after = -1; after < last; after += size) yield { after, upTo: Math.min(after + size, last) };
}
