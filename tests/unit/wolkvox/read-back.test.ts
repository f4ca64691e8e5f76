import { describe, expect, it } from "vitest";
import type { QueriedRecord, WolkvoxClient } from "#lib/wolkvox/client.ts";
import { judgeAnswer } from "#lib/wolkvox/judge-answer.ts";
import { type MakeQuestion, readBackDebtor } from "#lib/wolkvox/read-back.ts";
import { reply } from "./replies.ts";

const sent = { Identification: "12345678", Name: "Ana", Email: "a@mail.test", Telephone: "3001234567" };
const record = (fields: Record<string, unknown>): QueriedRecord => ({ wolkvox_id: "w1", ...sent, ...fields });
const steps: MakeQuestion = async (_, ask) => judgeAnswer(await ask());

/** A CRM that answers a lookup with these records, whoever is asked for. */
function crmWith(records: readonly QueriedRecord[]): WolkvoxClient {
  const unused = () => Promise.reject(new Error("not asked"));
  return {
    sendCollections: unused,
    tokenInformation: unused,
    queryObligation: unused,
    queryDebtor: () => Promise.resolve({ kind: "answered", data: records, exchange: reply({}) }),
  };
}

const readBack = (...records: QueriedRecord[]) => readBackDebtor(crmWith(records), JSON.stringify(sent), steps);

describe("a lookup", () => {
  it.each([
    ["as a text", "12345678"],
    ["as a number", 12345678],
    ["dressed", { value: "12345678" }],
  ])("finds the debtor whose identification is shown %s", async (_, shown) => {
    expect(await readBack(record({ Identification: shown }))).toEqual({ kind: "found" });
  });

  it.each(["0012345678", "12.345.678", "CC 12345678", "12345678-1"])(
    "is no proof where it answers %s",
    async (other) => {
      expect(await readBack(record({ Identification: other }))).toEqual({
        kind: "differs",
        fields: ["Identification"],
      });
    },
  );

  it("is no proof where the record does not say whose it is", async () => {
    const { Identification: _, ...rest } = record({});
    const unnamed: QueriedRecord = { ...rest, wolkvox_id: "w1" };
    expect(await readBack(unnamed)).toEqual({ kind: "not_shown", fields: ["Identification"] });
    expect(await readBack(unnamed, record({}))).toEqual({ kind: "several" });
  });

  it("takes the debtor's own record where a look-alike is shown beside it", async () => {
    const twin = record({ Identification: "0012345678", Name: "Other" });
    expect(await readBack(twin, record({}))).toEqual({ kind: "found" });
    expect(await readBack(twin, record({ Name: "Eva" }))).toEqual({ kind: "differs", fields: ["Name"] });
    expect(await readBack(record({}), record({}))).toEqual({ kind: "several" });
  });

  it("tells letters in capitals and small ones apart", async () => {
    const payload = JSON.stringify({ ...sent, Identification: "ab123456" });
    const found = await readBackDebtor(crmWith([record({ Identification: "AB123456" })]), payload, steps);
    expect(found).toEqual({ kind: "differs", fields: ["Identification"] });
  });
});
