import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { payloadDigest } from "#lib/domain/correction/payload-digest.ts";
import { digestText } from "#lib/domain/correction/text-digest.ts";
import { quote } from "#lib/domain/debtors/json-text.ts";
import { customField, standardFields } from "#lib/domain/fields/catalogue.ts";
import { PayloadDigester } from "#lib/staging/payload-digester.ts";

const label = 'Días "extra"';
const custom = customField({ level: "debtor", label, kind: "days", dateFormat: "YYYY-MM-DD", allowedValues: [] });
const fields = [...standardFields, custom];
const volatile = ["obligation.days_delay", custom.id];
const digester = new PayloadDigester(volatile, fields);

const value = fc.oneof(
  fc.string({ minLength: 1, unit: "grapheme" }),
  fc.constantFrom('","days_delay":"5', "days_delay", '\\"', '"}]},{"', "\\"),
);
// Pieces are cut at "},{" wherever it stands: in a volatile value that costs a comparison of payloads, and no more.
const volatileValue = value.filter((text) => !text.includes("},{"));
const object = (keys: readonly string[]) =>
  fc.record(Object.fromEntries(keys.map((key) => [key, key === "days_delay" ? volatileValue : value])), {
    requiredKeys: [keys[0]!],
  });
const debtorOf = fc.record({
  debtor: object(["Identification", "Name", label, "Address"]),
  obligations: fc.array(object(["id", "name", "days_delay", "portfolio_type"]), { minLength: 1, maxLength: 4 }),
});

/** As staging writes it: members in the order given, all values strings. */
function text(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([key, each]) => `${quote(key)}:${quote(each)}`)
    .join(",");
}
function payloadOf({ debtor, obligations }: { debtor: Record<string, string>; obligations: Record<string, string>[] }) {
  return `{${text(debtor)},"Obligations":[${obligations.map((each) => `{${text(each)}}`).join(",")}]}`;
}
function without({ debtor, obligations }: { debtor: Record<string, string>; obligations: Record<string, string>[] }) {
  const { [label]: _, ...kept } = debtor;
  return { debtor: kept, obligations: obligations.map(({ days_delay: __, ...rest }) => rest) };
}

describe("payload digests", () => {
  test("digest is the one corrections compare", () => {
    fc.assert(
      fc.property(debtorOf, (one) => {
        const payload = payloadOf(one as never);
        expect(digestText(digester.digestsOf(payload).digest)).toBe(payloadDigest(payload));
      }),
    );
  });

  test("stable digest ignores volatile fields and only them", () => {
    fc.assert(
      fc.property(debtorOf, debtorOf, (one, two) => {
        const [a, b] = [one as never, two as never];
        const stable = (payload: string) => digestText(digester.digestsOf(payload).stableDigest);
        expect(stable(payloadOf(a))).toBe(stable(payloadOf(without(a))));
        const isEqual = payloadDigest(payloadOf(without(a))) === payloadDigest(payloadOf(without(b)));
        expect(stable(payloadOf(a)) === stable(payloadOf(b))).toBe(isEqual);
      }),
    );
  });

  test("another list of volatile fields equals none", () => {
    const payload = payloadOf({ debtor: { Identification: "1" }, obligations: [{ id: "1", name: "x" }] });
    const other = new PayloadDigester([custom.id], fields);
    expect(other.digestsOf(payload).stableDigest).not.toEqual(digester.digestsOf(payload).stableDigest);
    expect(other.digestsOf(payload).digest).toEqual(digester.digestsOf(payload).digest);
  });

  test("text that is no payload has no digest", () => {
    expect(digester.digestsOf('{"Identification":"1"}')).toEqual({ digest: null, stableDigest: null });
  });
});
