import { describe, expect, it } from "vitest";
import { type DebtorValues, type PossibleBefore, proves } from "#lib/wolkvox/proves.ts";

const debtor = (own: Record<string, string> = {}, ...obligations: [string, Record<string, string>][]): DebtorValues => {
  const first: [string, Record<string, string>] = ["1", { id: "1", total_balance: "10.00" }];
  return {
    own: { Identification: "12345678", Name: "Ana", Email: "a@mail.test", "Color favorito": "azul", ...own },
    obligations: new Map(obligations.length === 0 ? [first] : obligations),
  };
};
const before = (values: DebtorValues | null): PossibleBefore => ({ values, isSame: false });
const one = (id: string, balance = "10.00"): [string, Record<string, string>] => [id, { id, total_balance: balance }];

const sent = debtor();
/** What tells the call apart, or not, from what the CRM may have had before; merged and replaced obligations. */
const table: readonly (readonly [string, readonly PossibleBefore[], boolean, boolean])[] = [
  ["nobody had it", [], true, true],
  ["the same was there, shown or not", [{ values: sent, isSame: true }], true, true],
  ["the same, of which nobody knows the values", [{ values: null, isSame: true }], true, true],
  ["values that nobody knows any more", [before(null)], false, false],
  ["another name", [before(debtor({ Name: "Eva" }))], true, true],
  ["the same name, written in capitals", [before(debtor({ Name: "ANA" }))], false, false],
  ["another balance", [before(debtor({}, one("1", "9.00")))], true, true],
  ["only another value of a custom field", [before(debtor({ "Color favorito": "rojo" }))], false, false],
  ["no e-mail", [before(debtor({ Email: "" }))], false, false],
  ["nothing at that key", [before({ ...sent, own: { Identification: "12345678", Name: "Ana" } })], false, false],
  ["another telephone, which was not sent now", [before(debtor({ Telephone: "3001234567" }))], false, false],
  ["one obligation more", [before(debtor({}, one("1"), one("2")))], false, false],
  ["another obligation", [before(debtor({}, one("2")))], false, true],
  ["another name, and before that perhaps the same", [before(debtor({ Name: "Eva" })), before(debtor())], false, false],
  ["another name, and before that nobody knows what", [before(debtor({ Name: "Eva" })), before(null)], false, false],
  ["another name twice", [before(debtor({ Name: "Eva" })), before(debtor({ Name: "Sol" }))], true, true],
  ["no such obligation, then it", [before(debtor({}, one("2"))), before(debtor({}, one("1")))], false, false],
];

describe("a debtor shown as sent", () => {
  it.each(table)("if before there was %s", (_, possibleBefore, whereKept, whereRemoved) => {
    expect(proves(possibleBefore, sent, sent, false)).toBe(whereKept);
    expect(proves(possibleBefore, sent, sent, true)).toBe(whereRemoved);
  });
});
