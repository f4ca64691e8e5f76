import { describe, expect, test } from "vitest";
import { TotalsStrip } from "#components/review/totals-strip.tsx";
import { locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const totals = {
  file: { rows: 61, debtors: 48, obligations: 60, balance: "91234567.50" },
  setAside: 1,
  leftOut: { rows: 3, debtors: 2, obligations: 3, balance: "1500.25" },
  staged: { rows: 57, debtors: 46, obligations: 57, balance: "91233067.25" },
};

describe.each(locales)("the control totals (%s)", (locale) => {
  const shown = (isOpen: boolean) =>
    rendered(
      <TotalsStrip
        totals={totals}
        currency="COP"
        hasBalance
        unreadable={0}
        isOpen={isOpen}
        onOpenChange={() => undefined}
      />,
      locale,
    );

  test("have the same figures in one line as in all lines", () => {
    const figures = (markup: string) => [...markup.matchAll(/<data[^>]* value="([^"]*)"/g)].map((match) => match[1]);
    expect(figures(shown(false).markup)).toEqual(figures(shown(true).markup));
    expect(figures(shown(false).markup)).toContain("91233067.25");
  });

  test("say how to open and fold them", () => {
    const words = messagesFor(locale).reviewView.totals;
    expect(shown(false).markup).toContain(`aria-expanded="false" aria-label="${words.open}"`);
    expect(shown(true).markup).toContain(`aria-expanded="true" aria-label="${words.fold}"`);
  });
});
