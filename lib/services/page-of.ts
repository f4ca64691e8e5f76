import type { Page } from "#lib/domain/views/page.ts";

/**
 * Makes a page of up to `limit` items. `found` was read with one item more, which only shows that there is a
 * next page.
 */
export function pageOf<T>(found: readonly T[], limit: number, keyOf: (item: T) => string): Page<T> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last !== undefined ? keyOf(last) : null };
}
