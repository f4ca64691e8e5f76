import { describe, expect, it } from "vitest";
import { obligationIdField, standardFields } from "#lib/domain/fields/catalogue.ts";
import type { FieldKind, FieldLevel } from "#lib/domain/fields/field.ts";
import type { QueriedRecord, WolkvoxClient } from "#lib/wolkvox/client.ts";
import { judgeAnswer } from "#lib/wolkvox/judge-answer.ts";
import { type Earlier, type MakeQuestion, readBackDebtor } from "#lib/wolkvox/read-back.ts";
import { reply } from "./replies.ts";

const sent = { Identification: "12345678", Name: "Ana", Email: "a@mail.test", Telephone: "3001234567" };
const record = (fields: Record<string, unknown>): QueriedRecord => ({ wolkvox_id: "w1", ...sent, ...fields });
const steps: MakeQuestion = async (_, ask) => judgeAnswer(await ask());

/** A CRM that answers every lookup with these records. */
function crmWith(records: readonly QueriedRecord[]): WolkvoxClient {
  const unused = () => Promise.reject(new Error("not asked"));
  return {
    sendCollections: unused,
    tokenInformation: unused,
    queryObligation: unused,
    queryDebtor: () => Promise.resolve({ kind: "answered", data: records, exchange: reply({}) }),
  };
}

/** Nobody had it before. */
const nobody: Earlier = { possibleBefore: () => Promise.resolve([]), removes: false };
const readBack = (...records: QueriedRecord[]) => readBackDebtor(crmWith(records), JSON.stringify(sent), nobody, steps);

describe("a lookup", () => {
  it.each([
    ["as a text", "12345678"],
    ["as a number", 12345678],
    ["dressed", { value: "12345678" }],
  ])("finds the debtor whose identification is shown %s", async (_, shown) => {
    expect(await readBack(record({ Identification: shown }))).toEqual({ kind: "found" });
  });

  it.each(["0012345678", "12.345.678", "CC 12345678", "12345678-1"])(
    "proves nothing if it answers %s",
    async (other) => {
      expect(await readBack(record({ Identification: other }))).toEqual({
        kind: "differs",
        fields: ["Identification"],
      });
    },
  );

  it("proves nothing if the record lacks its identification", async () => {
    const { Identification: _, ...rest } = record({});
    const unnamed: QueriedRecord = { ...rest, wolkvox_id: "w1" };
    expect(await readBack(unnamed)).toEqual({ kind: "not_shown", fields: ["Identification"] });
    expect(await readBack(unnamed, record({}))).toEqual({ kind: "several" });
  });

  it("prefers the debtor's own record to a look-alike", async () => {
    const twin = record({ Identification: "0012345678", Name: "Other" });
    expect(await readBack(twin, record({}))).toEqual({ kind: "found" });
    expect(await readBack(twin, record({ Name: "Eva" }))).toEqual({ kind: "differs", fields: ["Name"] });
    expect(await readBack(record({}), record({}))).toEqual({ kind: "several" });
  });

  it("proves nothing that was not shown before", async () => {
    const whole = { ...sent, Obligations: [{ id: "7" }] };
    const asBefore = (was: object | null) => {
      const payload = was === null ? null : JSON.stringify(was);
      const earlier = { possibleBefore: () => Promise.resolve([{ payload, isSame: false }]), removes: false };
      const queryObligation = () => Promise.resolve({ kind: "answered", data: {}, exchange: reply({}) } as const);
      return readBackDebtor({ ...crmWith([record({})]), queryObligation }, JSON.stringify(whole), earlier, steps);
    };
    expect(await asBefore({ ...whole, Name: "Eva" })).toEqual({ kind: "found" });
    for (const was of [{ ...whole, Grupo: "A" }, { ...whole, Obligations: [{ id: "7" }, { id: "8" }] }, null])
      expect(await asBefore(was)).toEqual({ kind: "not_shown", fields: [] });
  });

  it("distinguishes capital and small letters", async () => {
    const payload = JSON.stringify({ ...sent, Identification: "ab123456" });
    const found = await readBackDebtor(crmWith([record({ Identification: "AB123456" })]), payload, nobody, steps);
    expect(found).toEqual({ kind: "differs", fields: ["Identification"] });
  });
});

/** Two values of each kind that are read as different. */
const values: Readonly<Record<FieldKind, readonly [string, string]>> = {
  identification: ["12345678", "12345679"],
  text: ["Ana", "Eva"],
  email: ["a@mail.test", "b@mail.test"],
  telephone: ["3001234567", "3001234568"],
  amount: ["1000.00", "1000.01"],
  date: ["2025-02-03", "2025-03-02"],
  days: ["30", "31"],
  number: ["5", "6"],
  list: ["Alta", "Baja"],
};

const allOf = (level: FieldLevel) =>
  Object.fromEntries(
    standardFields.flatMap((field) => (field.level === level ? [[field.apiKey, values[field.kind][0]]] : [])),
  );

/** The result of looking up all standard fields if the CRM shows these values. */
function readWhole(debtor: Record<string, unknown>, obligation: Record<string, unknown>) {
  const crm = crmWith([{ wolkvox_id: "w1", ...debtor }]);
  const queryObligation = () => Promise.resolve({ kind: "answered", data: obligation, exchange: reply({}) } as const);
  const payload = JSON.stringify({ ...allOf("debtor"), Obligations: [allOf("obligation")] });
  return readBackDebtor({ ...crm, queryObligation }, payload, nobody, steps);
}

describe("a debtor with all standard fields", () => {
  it("is found if all are shown as sent", async () => {
    expect(await readWhole(allOf("debtor"), allOf("obligation"))).toEqual({ kind: "found" });
  });

  // Without the obligation's number: a lookup asks by it, so the answer always has it.
  it.each(standardFields.filter(({ id }) => id !== obligationIdField))(
    "is not found if $id differs or is missing",
    async ({ level, apiKey, kind }) => {
      const shown = { debtor: allOf("debtor"), obligation: allOf("obligation") };
      const field = level === "debtor" ? apiKey : `Obligations.${values.identification[0]}.${apiKey}`;
      shown[level][apiKey] = values[kind][1];
      expect(await readWhole(shown.debtor, shown.obligation)).toEqual({ kind: "differs", fields: [field] });
      delete shown[level][apiKey];
      expect(await readWhole(shown.debtor, shown.obligation)).toEqual({ kind: "not_shown", fields: [field] });
    },
  );
});
