import type { Page } from "#lib/domain/views/page.ts";

/** A page of what was read with one more than `limit`: the surplus one only tells that there is a next page. */
export function pageOf<T>(found: readonly T[], limit: number, keyOf: (item: T) => string): Page<T> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last !== undefined ? keyOf(last) : null };
}
