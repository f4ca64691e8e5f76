import { describe, expect, it } from "vitest";
import { formattersFor } from "#lib/i18n/formatters.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";

/** `Intl` writes several kinds of blank, which make no difference to these tests. */
const plain = (text: string) => text.replace(/\s/g, " ");

describe("the formatters", () => {
  const es = formattersFor("es");

  it("write money with every digit, beyond floats", () => {
    expect(plain(es.money("90071992547409931234.05", "COP"))).toBe("90.071.992.547.409.931.234,05 COP");
    expect(plain(formattersFor("en").money("-1234567.8", "USD"))).toBe("-1,234,567.80 USD");
  });

  it("mark thousands from four digits on in Spanish", () => {
    expect(es.number(1234)).toBe("1.234");
  });

  it("show 100 % only for everything", () => {
    expect(plain(es.percent(0.99999))).toBe("99%");
    expect(plain(es.percent(0.29))).toBe("29%");
    expect(plain(es.percent(1))).toBe("100%");
  });

  it("show times as in Bogotá unless another zone is named", () => {
    expect(plain(es.dateTime("2026-11-24T03:30:00Z"))).toContain("23");
    expect(plain(formattersFor("es", "UTC").dateTime("2026-11-24T03:30:00Z"))).toContain("24");
  });

  it("write sizes in their greatest unit", () => {
    expect(plain(es.bytes(0))).toBe("0 byte");
    expect(plain(es.bytes(1_450_000))).toBe("1,5 MB");
  });

  it("write a duration in its two greatest units", () => {
    expect(plain(formattersFor("en").duration(7_500_000))).toBe("2 hr 5 min");
    expect(plain(formattersFor("en").duration(45_200))).toBe("45 sec");
    expect(plain(formattersFor("en").duration(0))).toBe("0 sec");
    expect(plain(formattersFor("en").duration(3_600_000))).toBe("1 hr");
  });
});

describe("the translator", () => {
  it("counts in the chosen language", () => {
    expect(translatorFor("es", "findings")("sheetRows", { count: 1200 })).toBe("1.200 filas");
    expect(translatorFor("en", "findings")("sheetRows", { count: 1 })).toBe("1 row");
  });
});
