import { expect, test } from "vitest";
import { readPayload, type Values, written } from "#tests/days/crm/crm-records.ts";
import { FaultPlan } from "#tests/days/crm/faults.ts";
import { debtorsOf, difference, hasAll } from "#tests/days/world/expected.ts";

const payload = (name: string, ...numbers: readonly string[]) => {
  const read = readPayload({
    Identification: "1",
    Name: name,
    Obligations: numbers.map((id) => ({ id, name: "Tarjeta", total_balance: "1.5" })),
  });
  if (read === null) throw new Error("no debtor");
  return read;
};

test.each([
  ["updates", "merges", 1, ["a", "b"]],
  ["updates", "replaces", 1, ["b"]],
  ["duplicates", "merges", 2, ["a"]],
] as const)("a CRM that %s and %s has what it was sent", (repeats, obligations, records, numbers) => {
  const nature = { repeats, obligations };
  const once = written([], payload("Ana", "a"), nature, "w1");
  const twice = written(once, payload("Eva", "b"), nature, "w2");
  expect(twice).toHaveLength(records);
  expect([...(twice[0]?.obligations.keys() ?? [])]).toEqual(numbers);
  expect(twice.at(-1)?.own.Name).toBe("Eva");
});

test("what is no debtor is not read as one", () => {
  for (const item of [null, 1, {}, { Obligations: [{ id: 1 }] }, { Name: 1, Obligations: [] }])
    expect(readPayload(item)).toBeNull();
  expect(readPayload({ Obligations: [{ id: "1" }, { id: "1" }] })).toBeNull();
});

test("faults come in their order", () => {
  const plan = new FaultPlan();
  plan.add({ after: 1, times: 2, what: "late" });
  plan.add({ after: 0, times: 1, what: "error" });
  expect(Array.from({ length: 5 }, () => plan.next())).toEqual([null, "late", "late", "error", null]);
});

const never = () => false;

test("a sent debtor differs from its file by any value", () => {
  const row = ["1", "Ana", "", "3001234567", "Oro", "A-1", "Tarjeta", "10,50", "3", ""];
  const file = debtorsOf([row], true).get("1")?.payload;
  if (file === undefined) throw new Error("no debtor");
  const sent = {
    own: { ...file.own, Telephone: "+573001234567" },
    obligations: new Map([["A-1", { id: "A-1", name: "Tarjeta", total_balance: "10.5", days_delay: "3" }]]),
  };
  expect(difference(sent, file, false, never)).toBeNull();
  expect(hasAll(sent, file)).toBe(true);
  expect(difference({ ...sent, own: { ...sent.own, Segmento: "Plata" } }, file, false, never)).toBe("Segmento differ");
  const kept = { ...sent, own: { ...sent.own, Email: "ana@example.com" } };
  expect(difference(kept, file, false, never)).toBe("Email differ");
  expect(difference(kept, file, false, (key, text) => key === "Email" && text === "ana@example.com")).toBeNull();
  expect(difference({ ...sent, obligations: new Map() }, file, false, never)).toBe("obligation A-1 is missing");
  const more = { ...sent, obligations: new Map<string, Values>([...sent.obligations, ["B-1", { id: "B-1" }]]) };
  expect([difference(more, file, false, never), difference(more, file, true, never)]).toEqual([
    "it has obligations that the file lacks",
    null,
  ]);
  expect(debtorsOf([row], false).get("1")?.isIncomplete).toBe(true);
});
