import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  clashWith,
  completedSet,
  missingParts,
  numbersMissing,
  openSetAfter,
  partsBeside,
  partsTold,
  type StagedLoad,
  wholeFiles,
} from "#lib/domain/portfolio/comparison/part-set.ts";
import { loadOf } from "#lib/domain/portfolio/load.ts";

/** "1/2" is a part, "w" a whole load, "+" additions; ids count from 0. */
function loads(text: string): StagedLoad[] {
  return text.split(" ").map((word, index) => {
    const [partNumber, partCount] = word.includes("/") ? word.split("/").map(Number) : [null, null];
    const loadKind = word === "w" ? "whole" : word === "+" ? "additions" : "part";
    return { uploadId: String(index), loadKind, partNumber: partNumber ?? null, partCount: partCount ?? null };
  });
}

function othersOf(text: string): string | null {
  const all = loads(text);
  return (
    completedSet(all.slice(0, -1), all.at(-1)!)
      ?.map(({ uploadId }) => uploadId)
      .join(" ") ?? null
  );
}

describe("who is gone by a set", () => {
  /** Who tells it, with the parts counted; `confirmed` and what each of these counted by their ids. */
  const tellers = (text: string, confirmed: Readonly<Record<string, readonly string[] | null>> = {}) => {
    const all = loads(text).map((load) => {
      const counted = confirmed[load.uploadId];
      return { ...load, isConfirmed: counted !== undefined, counted: counted ?? null };
    });
    const told = all.map((load) => [load.uploadId, partsTold(all, load)] as const);
    return told.flatMap(([id, parts]) =>
      parts === null ? [] : [`${id}: ${parts.map((part) => part.uploadId).join(" ")}`],
    );
  };

  test("is told by the part that completes it, confirmed or not", () => {
    expect(tellers("1/2 2/2")).toEqual(["1: 0"]);
    expect(tellers("1/3 2/3")).toEqual([]);
    expect(tellers("1/2 2/2", { 1: ["0"] })).toEqual(["1: 0"]);
    expect(tellers("1/2 2/2 2/3 1/3 3/3 1/2", { 0: null, 1: ["0"] })).toEqual(["1: 0", "4: 2 3"]);
  });

  test("is told by another part, if that one was confirmed with other parts", () => {
    expect(tellers("1/2 2/2", { 1: ["gone"] })).toEqual(["0: 1"]);
    expect(tellers("1/3 2/3 3/3", { 2: ["gone", "1"] })).toEqual(["1: 0 2"]);
    expect(tellers("1/3 2/3 3/3", { 1: null, 2: ["gone", "1"] })).toEqual(["0: 1 2"]);
    expect(tellers("1/2 2/2", { 0: null, 1: ["gone"] })).toEqual([]);
  });

  test("is told by a part that is still being staged", () => {
    const all = loads("1/2 2/2");
    expect(
      partsTold([{ ...all[0]!, isConfirmed: true, counted: null }], all[1]!)?.map((part) => part.uploadId),
    ).toEqual(["0"]);
    expect(partsTold([], all[1]!)).toBeNull();
  });
});

describe("a set of parts", () => {
  test("is complete with its last part, in any order", () => {
    expect(othersOf("1/2 2/2")).toBe("0");
    expect(othersOf("3/3 1/3 2/3")).toBe("0 1");
    expect(othersOf("1/3 2/3")).toBeNull();
    expect(othersOf("1/1")).toBe("");
  });

  test("never takes a part of the day before", () => {
    expect(othersOf("1/2 2/2 1/2")).toBeNull();
    expect(othersOf("1/2 2/2 2/2")).toBeNull();
    expect(othersOf("1/2 2/2 1/2 2/2")).toBe("2");
  });

  test("begins anew with a repeated number or count", () => {
    expect(othersOf("1/2 1/2 2/2")).toBe("1");
    expect(othersOf("1/3 1/2 2/2")).toBe("1");
  });

  test("waits for the parts that it does not have", () => {
    const missing = (text: string, at = text.split(" ").length - 1) => missingParts(loads(text), String(at));
    expect(missing("1/3 2/3")).toBe(1);
    expect(missing("1/3 2/3", 0)).toBe(2);
    expect(missing("1/2 2/2")).toBe(0);
    expect(missing("1/2 2/2 1/2")).toBe(1);
    expect(missing("1/2 w")).toBe(0);
    expect(missing("1/2", 7)).toBe(0);
  });

  test("waits on when additions come", () => {
    const missing = (text: string) => missingParts(loads(text), String(text.split(" ").length - 1));
    expect(missing("1/2 +")).toBe(1);
    expect(missing("1/3 + 2/3 +")).toBe(1);
    expect(missing("1/2 2/2 +")).toBe(0);
    expect(missing("1/2 w +")).toBe(0);
    expect(missing("+")).toBe(0);
  });

  test("ends at a whole load, not at additions", () => {
    expect(othersOf("1/2 w 2/2")).toBeNull();
    expect(othersOf("1/2 + 2/2")).toBe("0");
  });

  test("is one file with the whole loads, in the order in which they were complete", () => {
    const files = (text: string) =>
      wholeFiles(loads(text))
        .map((file) => file.map(({ uploadId }) => uploadId).join("+"))
        .join(" ");
    expect(files("w 1/2 + 2/2 w 1/2")).toBe("0 1+3 4");
    expect(files("2/3 1/3 1/2 w 2/2")).toBe("3");
    expect(files("1/2 2/2 2/2 1/2")).toBe("0+1 2+3");
    expect(files("+")).toBe("");
  });

  test("open after loads waits for the numbers it does not have", () => {
    const open = (text: string) => {
      const set = openSetAfter(loads(text));
      return (
        set && `${set.parts.map(({ uploadId }) => uploadId).join(" ")} of ${set.of}, without ${numbersMissing(set)}`
      );
    };
    expect(open("2/3 + 1/3")).toBe("0 2 of 3, without 3");
    expect(open("1/3 2/3 1/3")).toBe("2 of 3, without 2,3");
    expect(open("1/3 1/2")).toBe("1 of 2, without 2");
    for (const none of ["1/2 2/2", "1/2 w", "w", "+"]) expect(open(none)).toBeNull();
  });

  const load = fc.oneof(
    fc.constantFrom("w", "+"),
    fc.integer({ min: 2, max: 4 }).chain((of) => fc.integer({ min: 1, max: of }).map((number) => `${number}/${of}`)),
  );

  test("clashes with a part exactly if that part begins another set while it waits", () => {
    fc.assert(
      fc.property(fc.array(load, { minLength: 1, maxLength: 6 }), load, (before, next) => {
        const [last] = loads(next);
        const open = openSetAfter(loads(before.join(" ")));
        const after = [...loads(before.join(" ")), { ...last!, uploadId: "next" }];
        const isAlone = last?.loadKind === "part" && missingParts(after, "next") === last.partCount! - 1;
        expect(clashWith(open, loadOf(last!)) !== null).toBe(open !== null && isAlone);
      }),
    );
  });
});

test("the parts beside one are those of its set, whole or not, in the order staged", () => {
  const beside = (text: string, id: number) => {
    const all = loads(text);
    return partsBeside(all, all[id]!)
      .map(({ uploadId }) => uploadId)
      .join(" ");
  };
  expect(beside("1/2 2/2", 0)).toBe("1");
  expect(beside("1/3 + 3/3", 2)).toBe("0");
  expect(beside("1/2 2/2 1/2", 2)).toBe("");
  expect(beside("1/2 2/2 1/2", 1)).toBe("0");
  expect(beside("1/2 w 2/2", 2)).toBe("");
  expect(beside("1/2 1/2 2/2", 0)).toBe("");
  const all = loads("1/3 2/3 3/3");
  expect(partsBeside(all.slice(0, 2), all[2]!).map(({ uploadId }) => uploadId)).toEqual(["0", "1"]);
  for (const load of all) {
    const known = partsBeside(all, load).map(({ uploadId }) => uploadId);
    expect(known).toEqual(
      wholeFiles(all)[0]?.flatMap(({ uploadId }) => (uploadId === load.uploadId ? [] : [uploadId])),
    );
  }
});
