import { describe, expect, test } from "vitest";
import {
  type Candidate,
  knownShareOf,
  type PortfolioEvidence,
  recognise,
} from "#lib/domain/portfolio/recognition/recognise.ts";

const nothing: PortfolioEvidence = { isSameShape: false, isSameName: false, isSameTitle: false, knownShare: null };
const candidate = (id: string, evidence: Partial<PortfolioEvidence>): Candidate => ({
  id,
  name: id,
  evidence: { ...nothing, ...evidence },
});

describe("recognise", () => {
  test("proposes the portfolio with the same shape and name", () => {
    const found = recognise([candidate("a", { isSameShape: true, isSameName: true }), candidate("b", {})]);
    expect(found).toEqual({ kind: "one", id: "a" });
  });

  test("a shape alone is no proposal", () => {
    expect(recognise([candidate("a", { isSameShape: true })])).toEqual({ kind: "none" });
  });

  test("known debtors decide between two of one shape and name", () => {
    const same = { isSameShape: true, isSameName: true };
    const found = recognise([
      candidate("a", { ...same, knownShare: 0.01 }),
      candidate("b", { ...same, knownShare: 0.97 }),
    ]);
    expect(found).toEqual({ kind: "one", id: "b" });
  });

  test("known debtors alone are enough", () => {
    expect(recognise([candidate("a", { knownShare: 0.9 })])).toEqual({ kind: "one", id: "a" });
  });

  test("strange debtors take back a name's proposal", () => {
    const evidence = { isSameShape: true, isSameName: true, knownShare: 0 };
    expect(recognise([candidate("a", evidence)])).toEqual({ kind: "none" });
  });

  test("asks when two fit equally well", () => {
    const same = { isSameShape: true, isSameName: true };
    expect(recognise([candidate("a", same), candidate("b", same), candidate("c", {})])).toEqual({
      kind: "several",
      ids: ["a", "b"],
    });
  });

  test("no portfolios, no proposal", () => {
    expect(recognise([])).toEqual({ kind: "none" });
  });
});

test("a share needs a snapshot and enough debtors", () => {
  expect(knownShareOf(3, 10, true)).toBe(0.3);
  expect(knownShareOf(0, 10, false)).toBeNull();
  expect(knownShareOf(3, 4, true)).toBeNull();
});
