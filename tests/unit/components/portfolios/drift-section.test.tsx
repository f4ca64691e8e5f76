import { describe, expect, test } from "vitest";
import { DriftSection } from "#components/portfolios/drift-section.tsx";
import { Sparkline } from "#components/portfolios/sparkline.tsx";
import { oddityCodes } from "#lib/domain/portfolio/drift/drift.ts";
import { measureNames } from "#lib/domain/portfolio/drift/measures.ts";
import type { DriftView, OddityView } from "#lib/domain/views/drift-view.ts";
import { locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const oddity: OddityView = {
  code: "out_of_band",
  measure: "rows",
  fieldId: null,
  value: 1_500,
  band: { low: 900, high: 1_100 },
  day: null,
  certainty: "odd",
  series: [1_000, 1_010, null, 1_500],
};
const stop: OddityView = {
  ...oddity,
  code: "balance_factor",
  measure: "meanBalance",
  value: 103_000,
  band: null,
  certainty: "stop",
  series: [1_030, 103_000],
};
const view = (over: Partial<DriftView>): DriftView => ({
  uploadId: "u1",
  oddities: [],
  days: [],
  setOf: null,
  isStopped: false,
  explanation: null,
  ...over,
});
const section = (over: Partial<DriftView>, locale?: (typeof locales)[number]) =>
  rendered(<DriftSection view={view(over)} currency="COP" isBusy={false} onExplain={() => undefined} />, locale);

describe("what is odd about a load", () => {
  test("is not mentioned if it is nothing", () => {
    expect(section({}).markup).toBe("");
  });

  test("says its value, what is usual and the last loads", () => {
    const { text, markup } = section({ oddities: [oddity] });
    expect(text).toContain("Inusual Filas: 1.500");
    expect(text).toContain("Lo usual: de 900 a 1.100");
    expect(text).toContain("1.000 · 1.010 · sin dato · 1.500");
    expect(markup).toContain("<polyline");
    expect(markup).not.toContain("<textarea");
  });

  test.each(locales)("asks for a reason if it stops (%s)", (locale) => {
    const words = messagesFor(locale).portfolios.drift;
    const { text, markup } = section({ oddities: [stop, oddity], isStopped: true }, locale);
    expect(text).toContain(words.stopTitle);
    expect(text).toMatch(/103[.,]000 COP/);
    expect(markup).toContain("<textarea");
    expect(text).toContain(words.reason);
    expect(text).toMatch(/10 \S+ \S+ 2 /);
    expect(markup).toMatch(/<button[^>]*aria-disabled="true"/);
  });

  test("is not told as unlike earlier loads, as the content of one of them stops, too", () => {
    const oddities = [{ ...stop, code: "same_content" as const, measure: null, day: "2026-11-24" }];
    for (const locale of locales) {
      const { text } = section({ oddities, isStopped: true }, locale);
      const { portfolios, reasons } = messagesFor(locale);
      const said = [text, portfolios.morning.todo.odd, reasons.errors.drift_stopped].join(" ");
      expect(said).not.toMatch(/no se parece|not like|unlike|não se parece/i);
    }
  });

  test.each(locales)("says what of a set it is about (%s)", (locale) => {
    const words = messagesFor(locale).portfolios.drift;
    const ofPart = { ...stop, isOfPart: true };
    const together = words.ofSet.replace("{count}", "3");
    const complete = section({ oddities: [oddity, ofPart], setOf: 3 }, locale).text;
    expect(complete).toContain(`${together} · `);
    expect(complete).toContain(words.ofPart);
    const alone = section({ oddities: [ofPart] }, locale).text;
    expect(alone).toContain(words.ofPart);
    expect(alone).not.toContain(together);
    expect(section({ oddities: [oddity] }, locale).text).not.toContain(together);
  });

  test("shows the reason that a person wrote", () => {
    const explanation = { reason: "El banco vendió la mitad", by: "Marta Loaiza", at: "2026-11-25T14:00:00.000Z" };
    const { text, markup } = section({ oddities: [stop], explanation });
    expect(text).toMatch(
      /Marta Loaiza escribió por qué es correcto \( 25\/11\/2026, 9:00.*\) El banco vendió la mitad/,
    );
    expect(markup).not.toContain("<textarea");
  });

  test.each(locales)("has words for every code and measure (%s)", (locale) => {
    const fieldId = "debtor.Email";
    const oddities = [
      ...oddityCodes.map((code): OddityView => ({ ...stop, code, fieldId, day: "2026-11-24" })),
      ...measureNames.map((measure): OddityView => ({ ...oddity, measure, fieldId, value: 0.5 })),
      { ...stop, code: "column_shifted" as const, measure: "leftOut" as const, value: 0.8 },
    ];
    const { text } = section({ oddities }, locale);
    expect(text).not.toMatch(/portfolios\.drift|[{}]/);
    // The day as it is, in every time zone.
    expect(text).toContain("24");
    expect(text).not.toContain("23");
  });
});

describe("a sparkline", () => {
  test("stays within its box whatever the values", () => {
    const { markup } = rendered(<Sparkline values={[5, null, 5, -3e9]} band={{ low: 0, high: 1 }} />);
    const [, points = ""] = /points="([^"]*)"/.exec(markup) ?? [];
    const numbers = points.split(/[ ,]/).map(Number);
    expect(numbers).toHaveLength(6);
    for (const number of numbers) expect(number >= 0 && number <= 120).toBe(true);
  });

  test("is left out for a single value", () => {
    expect(rendered(<Sparkline values={[null, 5]} />).markup).toBe("");
    expect(rendered(<Sparkline values={[5, 5]} />).markup).toContain("<circle");
  });
});
