import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attachment } from "#app/api/uploads/[uploadId]/report/attachment.ts";

const realName = (header: string) => decodeURIComponent(/filename\*=UTF-8''(\S+)$/.exec(header)?.[1] ?? "");

describe("names of downloads", () => {
  test("keep accents, and drop them for old readers", () => {
    expect(attachment("Cartera año.xlsx")).toBe(
      "attachment; filename=\"Cartera ano.xlsx\"; filename*=UTF-8''Cartera%20a%C3%B1o.xlsx",
    );
  });

  test.each([
    ["../../etc/passwd.csv", "_.._etc_passwd.csv"],
    ["a\r\nSet-Cookie: x=1.csv", "aSet-Cookie_ x=1.csv"],
    ['a";x="b.csv', "a_;x=_b.csv"],
    ["invoice\u202Excod.csv", "invoicexcod.csv"],
    [`\u{1F600}${"a".repeat(179)}`, `\uFFFD${"a".repeat(179)}`],
  ])("%j is made harmless", (given, safe) => {
    expect(realName(attachment(given))).toBe(safe);
  });

  test('fall back to "report" for old readers', () => {
    expect(attachment("\u0E47")).toBe("attachment; filename=\"report\"; filename*=UTF-8''%E0%B9%87");
  });

  test("always give one line of printable ASCII", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        expect(attachment(name)).toMatch(
          /^attachment; filename="[^"\\\r\n]+"; filename\*=UTF-8''[A-Za-z0-9%._~&+,;=@$#!^`{}|-]+$/,
        );
        expect(attachment(name)).toMatch(/^[\x20-\x7e]+$/);
      }),
    );
  });
});
