import { expect, test } from "vitest";
import { SummaryDetails } from "#components/columns/summary-details.tsx";
import type { CellCondition, ColumnSummary } from "#lib/domain/summary/column-summary.ts";
import { locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const summary: ColumnSummary = {
  column: 7,
  parts: { wrong: 1, warned: 0, empty: 2, valid: 999_997 },
  distinct: 3,
  commonest: [
    { value: 5_000_000, count: 900_000 },
    { value: 1, count: 1 },
  ],
  numbers: {
    scale: "money",
    count: 999_998,
    min: 1,
    max: 99_999_950,
    sum: "45000000000.51",
    bins: [
      { from: 1, to: 9_999_999, count: 900_001 },
      { from: 10_000_000, to: 99_999_950, count: 99_997 },
    ],
  },
};

function details(chosen: CellCondition | null, locale: (typeof locales)[number]) {
  return rendered(
    <SummaryDetails title="Saldo" summary={summary} currency="COP" chosen={chosen} onChoose={() => undefined} />,
    locale,
  );
}

test.each(locales)("every part, bar and repeated value is a button with its count (%s)", (locale) => {
  const words = messagesFor(locale).columns;
  const { text, markup } = details(null, locale);
  for (const part of Object.values(words.parts)) expect(text).toContain(part);
  // Four parts, two bars, and one value that occurs more than once.
  expect(markup.match(/<button/g)).toHaveLength(7);
  // A part without rows cannot be chosen.
  expect(markup.match(/<button[^>]* disabled=""/g)).toHaveLength(1);
  expect(text).not.toContain(words.clear);
  expect(markup).not.toContain('aria-pressed="true"');
});

test.each([{ part: "wrong" }, { value: 5_000_000 }, { from: 1, to: 9_999_999 }] as const)(
  "what is chosen is pressed, and can be removed (%o)",
  (chosen) => {
    const { text, markup } = details(chosen, "es");
    expect(markup.match(/aria-pressed="true"/g)).toHaveLength(1);
    expect(text).toContain(messagesFor("es").columns.clear);
  },
);

test("few are not none, and nearly all are not all", () => {
  const { text } = details(null, "en");
  expect(text).toMatch(/With errors 1 &lt; 1%/);
  expect(text).toMatch(/Without problems 999,997 &gt; 99%/);
  expect(text).toContain("From 0.01 to 999,999.50");
});
