/** Earlier pages kept in the address; beyond them "back" leads to the oldest one kept. */
const maxTrail = 20;

type Query = Readonly<Record<string, string | string[] | undefined>>;

export interface PageLinks {
  /** The key after which this page begins; undefined on the first page. */
  readonly after: string | undefined;
  /** The page before this one; undefined on the first. */
  readonly newer: string | undefined;
  /** The page that begins after `next`. */
  older(next: string): string;
}

/**
 * Addresses of the neighbouring pages of a list by key. A key only leads forward, so the keys of earlier pages are
 * kept in `trail`; the rest of the query stays. A key that is not valid for the list leads to its first page.
 */
export function pageLinks(path: string, query: Query, isKey: (key: string) => boolean): PageLinks {
  const asked = single(query.after);
  const after = asked !== undefined && isKey(asked) ? asked : undefined;
  const trail =
    single(query.trail)
      ?.split("~")
      .filter((key) => key === first || isKey(key)) ?? [];
  const others = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" && name !== "after" && name !== "trail" ? [[name, value]] : [],
  );

  function address(to: string | undefined, before: readonly string[]): string {
    const search = new URLSearchParams(others);
    if (to !== undefined && to !== first) search.set("after", to);
    if (before.length > 0) search.set("trail", before.slice(-maxTrail).join("~"));
    return search.size === 0 ? path : `${path}?${search}`;
  }

  return {
    after,
    newer: after === undefined ? undefined : address(trail.at(-1), trail.slice(0, -1)),
    older: (next) => address(next, [...trail, after ?? first]),
  };
}

/** The first page in the trail: it has no key. */
const first = ".";

function single(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
