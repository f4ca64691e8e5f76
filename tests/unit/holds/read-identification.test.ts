import fc from "fast-check";
import { expect, test } from "vitest";
import { holdKey as keyOfPerson } from "#lib/domain/person/hold-key.ts";
import { readIdentification as read } from "#lib/domain/person/read-identification.ts";

const holdKey = (identification: string) => keyOfPerson(identification, "CO");
const readIdentification = (text: string) => read(text, "CO");

const keyOf = (text: string) => readIdentification(text)?.key ?? null;

test("a number with letters is read with its separators, behind its type too", () => {
  const passports = ["PA ab-123 456", "AB-123.456", "P.P. ab 123456", "pasaporte: AB.123.456", "CE A B 123-456"];
  expect(passports.map(keyOf)).toEqual(passports.map(() => "AB123456"));
  // As it is sent: with its marks and its small letters, which its key does not have.
  expect(readIdentification("PA ab-123 456")?.identification).toBe("ab-123456");
});

test("letters before a number are no part of it where they may be its type, a name or a remark", () => {
  const unreadable = [
    ...["RC 1234567", "R.C. 1.234.567", "RC.123.456", "TE AB123456", "AB 123456", "PA 123456", "Ana 1234567"],
    ...["PA Juan 123456", "1234567 ext 5", "PA no tiene 5", "No. 1.234.567", "AB-123,45", "PA A1 B2 C3", "AB-12.3"],
  ];
  expect(unreadable.map((text) => [text, keyOf(text)])).toEqual(unreadable.map((text) => [text, null]));
  const typed = ["CE 345.678", "C.E.-345678", "CC 345 678", "NIT 345678"];
  expect(typed.map(keyOf)).toEqual(typed.map(() => "345678"));
});

test("separators change nobody's key", () => {
  const separator = fc.constantFrom("", " ", ".", "-", "/", "_");
  const letters = fc.constantFrom("A", "ab", "XYZ", "Ñ");
  const digits = fc.array(fc.tuple(separator, fc.integer({ min: 100, max: 999 })), { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(letters, digits, fc.constantFrom("PA", "P.P.", "Pasaporte:"), (series, groups, type) => {
      const written = `${type} ${series}${groups.flat().join("")}`;
      expect(keyOf(written)).toBe(holdKey(series + groups.map(([, group]) => group).join("")));
    }),
  );
});
