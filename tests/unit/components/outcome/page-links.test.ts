import { describe, expect, test } from "vitest";
import { pageLinks } from "#components/outcome/page-links.ts";

const queryOf = (href: string) => Object.fromEntries(new URL(href, "http://x").searchParams);

describe("page links", () => {
  test("going on and back again ends at the first page", () => {
    const first = pageLinks("/uploads", { state: "finished" });
    const second = pageLinks("/uploads", queryOf(first.older("k1")));
    const third = pageLinks("/uploads", queryOf(second.older("k2")));
    expect([first.newer, second.after, third.after]).toEqual([undefined, "k1", "k2"]);
    const back = pageLinks("/uploads", queryOf(third.newer ?? ""));
    expect(back.after).toBe("k1");
    expect(back.newer).toBe("/uploads?state=finished");
  });

  test("the trail does not grow without end", () => {
    let query: Record<string, string> = {};
    for (let page = 0; page < 60; page++) query = queryOf(pageLinks("/x", query).older(`key${page}`));
    expect(query.trail?.split("~")).toHaveLength(20);
  });
});
