import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeReply, type SentDebtor } from "#lib/wolkvox/verdict.ts";
import { cases } from "#tests/support/depth.ts";
import { debtors, loadReply, outcomesOf } from "./replies.ts";

const oneFailed = { received: 3, inserts: 2, failed: 1 };

describe("a name that fits two debtors of the batch", () => {
  it.each([
    ["leading zeros", "12345678", "0012345678"],
    ["dots", "12345678", "12.345.678"],
    ["blanks", "12345678", "12 345 678"],
    ["the document's type", "12345678", "CC 12345678"],
    ["the document's type of both", "CE-12345678", "CC 12345678"],
    ["a check digit", "900123456", "900123456-7"],
  ])("settles nobody: they differ in %s", (_, one, other) => {
    for (const list of [
      [one],
      [Number(one)],
      [{ identification: one, msg: "Email" }],
      { [one]: "Email" },
      `${one}: x`,
    ]) {
      const verdict = judgeReply(debtors(one, other, "55555555"), loadReply({ ...oneFailed, list }));
      expect(outcomesOf(verdict)).toBe("unconfirmed unconfirmed unconfirmed");
      const { perDebtor } = verdict;
      if (!Number.isNaN(Number(one))) expect(perDebtor[0]?.reason).toBe("named_alike");
      if (!Number.isNaN(Number(one))) expect(perDebtor[1]?.reason).toBe("named_alike");
    }
  });

  it("also leaves the other debtors unconfirmed, with that reason", () => {
    const sent = debtors("12345678", "0012345678", "55555555", "66666666");
    const reasonsOf = (failed: number, list: unknown) =>
      judgeReply(sent, loadReply({ received: 4, inserts: 4 - failed, failed, list })).perDebtor.map(
        ({ reason }) => reason,
      );
    const both = [{ identification: "12345678" }, { identification: "0012345678" }];
    expect(reasonsOf(2, both)).toEqual(["named_alike", "named_alike", "names_unclear", "names_unclear"]);
    expect(reasonsOf(1, ["55555555 repeats 66666666"])).toEqual([
      "names_unclear",
      "names_unclear",
      "named_with_others",
      "named_with_others",
    ]);
    // One more failed than was named, and the CRM did not say which.
    expect(reasonsOf(2, ["12345678"])).toEqual(["named_alike", "named_alike", "not_named", "not_named"]);
  });

  it("is uncertain even if both of them failed", () => {
    const list = ["12345678: Email", "12345678: Telephone"];
    const verdict = judgeReply(
      debtors("12345678", "0012345678", "55555555"),
      loadReply({ received: 3, inserts: 1, failed: 2, list }),
    );
    expect(outcomesOf(verdict)).toBe("unconfirmed unconfirmed unconfirmed");
  });

  it("leaves debtors certain that no other resembles", () => {
    const list = [12345678, { Identification: "55555555" }];
    const verdict = judgeReply(
      debtors("12345678", "0012345678", "55555555"),
      loadReply({ received: 3, inserts: 1, failed: 2, list }),
    );
    expect(outcomesOf(verdict)).toBe("unconfirmed unconfirmed rejected");
  });

  it("may be another debtor's obligation or telephone", () => {
    for (const own of [
      { Obligations: [{ id: "12345678" }] },
      { Telephone: "+57 12345678" },
      { Segment: "0012345678" },
    ]) {
      const sent: SentDebtor[] = [
        { identification: "12345678" },
        { identification: "55555555", payload: JSON.stringify({ Identification: "55555555", ...own }) },
        { identification: "66666666" },
      ];
      const verdict = judgeReply(sent, loadReply({ ...oneFailed, list: ["12345678 is not valid"] }));
      expect(outcomesOf(verdict)).toBe("unconfirmed unconfirmed unconfirmed");
    }
  });

  it("may also be its own obligation's", () => {
    const payload = JSON.stringify({
      Identification: "12345678",
      Obligations: [{ id: "12345678" }, { id: "12345678-1" }],
    });
    const sent = [{ identification: "12345678", payload }, ...debtors("55555555", "66666666")];
    const verdict = judgeReply(sent, loadReply({ ...oneFailed, list: ["12345678 is not valid"] }));
    expect(outcomesOf(verdict)).toBe("rejected accepted accepted");
  });

  it("is not confused with a position in a list", () => {
    const sent = debtors("1", "2", "55555555");
    for (const list of [{ 1: "Email", 5: "x" }, { 2: "Email" }, [2], [{ line: "x", n: 2 }], ["2"]])
      expect(outcomesOf(judgeReply(sent, loadReply({ ...oneFailed, list })))).not.toMatch(/accepted|rejected/);
  });
});

/** Ways in which a CRM may name a debtor; the last two name its obligation instead. */
const namings: readonly ((debtor: Named) => unknown)[] = [
  ({ id }) => id,
  ({ id }) => id.replace(/^0+/, ""),
  ({ id }) => id.padStart(10, "0"),
  ({ id }) => id.replaceAll(/[^\dA-Z]/g, ""),
  ({ id }) => Number(id.replaceAll(/\D/g, "")),
  ({ id }) => id.replace(/\s*-\s*\d$/, "").replaceAll(/\D/g, ""),
  ({ obligation }) => obligation,
  ({ obligation }) => Number(obligation.replaceAll(/\D/g, "")),
];
interface Named {
  readonly id: string;
  readonly obligation: string;
}

const wordings: readonly ((name: unknown) => unknown)[] = [
  (name) => name,
  (name) => `Record ${name} failed`,
  (name) => `Identification ${name}: Email`,
  (name) => ({ identification: name, msg: "Email" }),
  (name) => ({ record: { id: name }, error: "Telephone" }),
  (name) => [name, "Email is not valid"],
];

/**
 * Few digits in few forms, so that most batches have debtors that look alike, and obligations that look like debtors.
 */
const digits = fc.constantFrom("12345678", "123456781", "900123456", "55555", "7", "2");
const lookAlike = fc
  .tuple(
    digits,
    fc.constantFrom("", "0", "00"),
    fc.constantFrom("", "CC ", "CE-", "NIT"),
    fc.constantFrom("", "-1", ".", " "),
  )
  .map(([number, zeros, type, rest]) =>
    rest === "-1"
      ? `${type}${zeros}${number}-1`
      : type + zeros + (rest === "" ? number : number.replace(/(?<=^\d{2})/, rest)),
  );
const batch = fc.uniqueArray(
  fc.record({ id: lookAlike, obligation: fc.oneof(lookAlike, fc.stringMatching(/^[0-9]{6,9}$/)) }),
  {
    minLength: 2,
    maxLength: 8,
    selector: ({ id }) => id,
  },
);
const refusals = batch.chain((sent) =>
  fc.record({
    sent: fc.constant(sent),
    failed: fc.subarray(sent, { minLength: 1 }),
    naming: fc.array(fc.nat(namings.length - 1), { minLength: 8, maxLength: 8 }),
    wording: fc.array(fc.nat(wordings.length - 1), { minLength: 8, maxLength: 8 }),
    isWhole: fc.boolean(),
    shown: fc.nat(8),
  }),
);

describe("a refusal that names debtors in any form", () => {
  it("settles nobody wrongly", () => {
    let settled = 0;
    fc.assert(
      fc.property(refusals, ({ sent, failed, naming, wording, isWhole, shown }) => {
        const list = failed
          .map((debtor, at) => wordings[wording[at] ?? 0]?.(namings[naming[at] ?? 0]?.(debtor)))
          .slice(0, isWhole ? failed.length : shown);
        const asSent = sent.map(({ id, obligation }) => ({
          identification: id,
          payload: JSON.stringify({ Identification: id, Name: "X", Obligations: [{ id: obligation, name: "Y" }] }),
        }));
        const counts = { received: sent.length, inserts: sent.length - failed.length, failed: failed.length, list };
        const verdict = judgeReply(asSent, loadReply(counts));
        const failedIds = new Set(failed.map(({ id }) => id));
        for (const { identification, outcome } of verdict.perDebtor) {
          if (outcome === "unconfirmed") continue;
          settled++;
          expect(`${identification} ${outcome}`).toBe(
            `${identification} ${failedIds.has(identification) ? "rejected" : "accepted"}`,
          );
        }
      }),
      { numRuns: cases(5000) },
    );
    // Without this, a judge that settles nobody would pass.
    expect(settled).toBeGreaterThan(cases(1000));
  });
});
