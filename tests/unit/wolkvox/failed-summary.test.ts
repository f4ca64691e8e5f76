import { describe, expect, it, vi } from "vitest";
import { attributeFailures } from "#lib/wolkvox/failed-summary.ts";
import { NameFinder } from "#lib/wolkvox/named-in-text.ts";

const finder = new NameFinder(["12345", "67890", "123", "00777", "AB-12-9", "1.234.567"]);
const names = (list: unknown): string[][] =>
  attributeFailures(list, finder).map(({ identifications }) => [...identifications].sort());

describe("an identification in a text", () => {
  it.each([
    ["Record 12345 failed: Email is not valid", ["12345"]],
    ["12345", ["12345"]],
    ["  123 ", ["123"]],
    ["Identification: 123, telephone 67890", ["123"]],
    ["identificación 123 repetida", ["123"]],
    ['{"Identification":"123"}', ["123"]],
    ["(12345) falta el correo.", ["12345"]],
    ["12345, 67890", ["12345", "67890"]],
    ["client AB-12-9 refused", ["AB-12-9"]],
    ["client 1.234.567 refused", ["1.234.567"]],
  ])("is found: %j", (text, found) => {
    expect([...finder.inText(text)].sort()).toEqual([...found].sort());
  });

  it.each([
    "51234 failed",
    "record 51234567890 failed",
    "12345.67 is no amount",
    "1.12345 is no amount",
    "12345-6 has a wrong check digit",
    "mail 12345@mail.test",
    "x12345",
    "12345_a",
    "2025/12345",
    "error 123 in row 123",
    "AB-12-91",
    "777 failed",
    "",
  ])("is not found: %j", (text) => {
    expect([...finder.inText(text)]).toEqual([]);
  });
});

describe("a list of failures", () => {
  it.each([
    ["nothing", undefined, []],
    ["null", null, []],
    ["an empty list", [], []],
    ["an empty list as text", "[]", []],
    ["blanks", ["", null, {}, []], []],
    ["one text", "Identification 12345: Email; Identification 67890: Name", [["12345", "67890"]]],
    ["texts", ["Record 12345 failed", "Record 67890 failed"], [["12345"], ["67890"]]],
    ["objects", [{ identification: "12345", msg: "x" }], [["12345"]]],
    ["objects in capitals", [{ IDENTIFICATION: "12345", MSG: "x" }], [["12345"]]],
    ["objects with other keys", [{ Numero_Identificacion: 12345, Error: "x" }], [["12345"]]],
    ["objects that nest", [{ record: { Debtor: { Identification: "12345" } }, Error: { Message: "x" } }], [["12345"]]],
    ["a map by identification", { "12345": "Email", "67890": { msg: "Name" } }, [["12345"], ["67890"]]],
    ["a map by position", { 0: { identification: "12345" }, 3: "Record 67890" }, [["12345"], ["67890"]]],
    ["one object", { identification: "12345", msg: "x" }, [["12345"]]],
    ["numbers", [12345, 99], [["12345"], []]],
    ["lists in a list", [["12345", "Email is not valid"]], [["12345"]]],
    ["remarks without a name", ["Email is not valid", { msg: "x" }], [[], []]],
    ["a stranger by key", [{ identification: "55555", msg: "telephone 12345" }], [[]]],
    ["a telephone that looks like one", [{ telephone: "12345", msg: "x" }], [[]]],
    ["an obligation that looks like one", [{ obligations: { id: "12345" }, msg: "x" }], [[]]],
    ["a number that lost its zeros", [{ identification: 777 }], [[]]],
    ["too deep a nest", [{ a: { b: { c: { identification: "12345" } } } }], [[]]],
    ["true", true, [[]]],
  ])("is read from %s", (_, list, expected) => {
    expect(names(list)).toEqual(expected);
  });

  it("keeps the words about each debtor", () => {
    expect(
      attributeFailures(
        [{ record: { Identification: "12345" }, Error: { Message: "Email <b>x</b>" } }, "Record 67890 failed"],
        finder,
      ),
    ).toEqual([
      { identifications: ["12345"], message: "Email x" },
      { identifications: ["67890"], message: "Record 67890 failed" },
    ]);
  });

  it("is read safely with keys __proto__ and constructor", () => {
    const list: unknown = JSON.parse('[{"__proto__":{"identification":"12345"},"constructor":"x"}]');
    expect(names(list)).toEqual([["12345"]]);
    expect(Object.hasOwn(Object.prototype, "identification")).toBe(false);
  });

  const failuresOf = (count: number) => {
    const many = Array.from({ length: count }, (_, index) => String(1_000_000_000 + index));
    const read = attributeFailures(
      many.map((id) => `Record ${id} failed: Email is not valid`),
      new NameFinder(many),
    );
    expect(read.map(({ identifications }) => identifications[0])).toEqual(many);
  };

  it("is read with ten thousand debtors", () => failuresOf(10_000));

  it("is not searched once for each debtor", () => {
    let searches = 0;
    const indexOf = String.prototype.indexOf;
    vi.spyOn(String.prototype, "indexOf").mockImplementation(function (this: string, ...given) {
      searches++;
      return indexOf.apply(this, given);
    });
    failuresOf(500);
    const ofHalf = searches;
    failuresOf(1_000);
    vi.restoreAllMocks();
    expect(searches).toBeLessThanOrEqual(3 * ofHalf);
  });
});
