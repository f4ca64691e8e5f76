import { describe, expect, test } from "vitest";
import { DebtorPane } from "#components/review/debtors/debtor-pane.tsx";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { type Locale, locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import type { DebtorDetail, DebtorState } from "#lib/spreadsheet/protocol/debtors.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const issue = {
  row: 4,
  column: 1,
  field: "obligation.total_balance",
  code: "amount_malformed",
  severity: "error",
  params: { value: "doce" },
} as const;

function detailOf(state: DebtorState, isSent: boolean): DebtorDetail {
  const problems = state === "sent" ? [] : [{ line: 6, issue }];
  return {
    debtor: {
      row: 3,
      identification: "10234561",
      name: "Ana Rojas",
      state,
      rows: 2,
      obligations: 300,
      balance: "1250.50",
      problems: problems.length,
      first: problems[0]?.issue ?? null,
    },
    fields: ["obligation.id", "obligation.total_balance", "obligation.expiring_date"],
    obligations: [
      { row: 3, line: 5, values: ["CR-1", "1250.50", "2026-11-25"], isSent: true },
      { row: 4, line: 6, values: ["CR-1", "", ""], isSent },
    ],
    ofObligations: 300,
    problems,
  };
}

const shown = (detail: DebtorDetail | null, locale: Locale) =>
  rendered(
    <DebtorPane
      detail={detail}
      fields={standardFields}
      headers={["Crédito", "Saldo"]}
      onOpen={() => undefined}
      onFirstRow={() => undefined}
      onGoTo={() => undefined}
    />,
    locale,
  );

describe.each(locales)("the chosen debtor (%s)", (locale) => {
  const words = messagesFor(locale).reviewDebtors;

  test("has its obligations as its language writes them, and says how many it has", () => {
    const { text } = shown(detailOf("sent", true), locale);
    const day = { es: "25/11/2026", en: "11/25/2026", "pt-BR": "25/11/2026" }[locale];
    const amount = locale === "en" ? "1,250.50" : "1.250,50";
    for (const said of ["Ana Rojas", words.states.sent, "CR-1", amount, day, "300", words.detail.good])
      expect(text).toContain(said);
    expect(text).not.toContain(words.detail.notSent);
  });

  test("has a way to the cell of each problem", () => {
    const { markup, text } = shown(detailOf("left_out", false), locale);
    expect(text).toContain(words.detail.leftOut);
    expect(markup).toMatch(/<button[^>]*>(<span[^>]*>)?[^<]*6, Saldo</);
    // Its state says already that nothing is sent.
    expect(text).not.toContain(words.detail.notSent);
  });

  test("marks an obligation that it has elsewhere", () => {
    expect(shown(detailOf("warned", false), locale).text).toContain(words.detail.notSent);
  });

  test("is missed in words", () => {
    expect(shown(null, locale).text).toBe(words.detail.nothing);
  });
});
