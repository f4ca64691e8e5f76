import { describe, expect, test } from "vitest";
import { pageLinks } from "#components/uploads/page-links.ts";
import { isPageKey } from "#lib/services/page-keys.ts";

const queryOf = (href: string) => Object.fromEntries(new URL(href, "http://x").searchParams);

const isKey = (key: string) => key.startsWith("k");

describe("page links", () => {
  test("going forward and back ends at the first page", () => {
    const first = pageLinks("/uploads", { state: "finished" }, isKey);
    const second = pageLinks("/uploads", queryOf(first.older("k1")), isKey);
    const third = pageLinks("/uploads", queryOf(second.older("k2")), isKey);
    expect([first.newer, second.after, third.after]).toEqual([undefined, "k1", "k2"]);
    const back = pageLinks("/uploads", queryOf(third.newer ?? ""), isKey);
    expect(back.after).toBe("k1");
    expect(back.newer).toBe("/uploads?state=finished");
  });

  test("invalid keys lead to the first page", () => {
    const junk = pageLinks("/uploads", { after: "junk", trail: ".~junk~k1" }, isKey);
    expect([junk.after, junk.newer]).toEqual([undefined, undefined]);
    const second = pageLinks("/uploads", { after: "k2", trail: ".~k1~junk" }, isKey);
    expect(queryOf(second.newer ?? "")).toEqual({ after: "k1", trail: "." });
  });

  test.each([
    [
      "upload",
      "2026-11-24T08:00:00.000Z_0193a8f0-0000-7000-8000-000000000001",
      ["junk", "_", "2026-13-24T08:00:00.000Z_x"],
    ],
    ["row", "1999", ["junk", "1.5", "99999999999", "-2"]],
    ["id", "0193a8f0-0000-7000-8000-000000000001", ["junk", "1", "0193a8f0"]],
  ] as const)("the keys of a list by %s", (list, key, others) => {
    expect(isPageKey(list, key)).toBe(true);
    for (const other of others) expect(isPageKey(list, other), other).toBe(false);
  });

  test("the trail keeps at most twenty pages", () => {
    let query: Record<string, string> = {};
    for (let page = 0; page < 60; page++) query = queryOf(pageLinks("/x", query, isKey).older(`key${page}`));
    expect(query.trail?.split("~")).toHaveLength(20);
  });
});
