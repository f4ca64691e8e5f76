import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GoneLink } from "#app/(portal)/uploads/[uploadId]/gone-link.tsx";
import { ComparisonLead } from "#components/comparison/comparison-lead.tsx";
import { ComparisonSentence } from "#components/comparison/comparison-sentence.tsx";
import { ComparisonTables } from "#components/comparison/comparison-tables.tsx";
import { GroupTable } from "#components/comparison/group-table.tsx";
import { MadeWholeNotice } from "#components/comparison/made-whole-notice.tsx";
import { comparedGroups } from "#lib/domain/portfolio/comparison/comparison.ts";
import type { ComparisonView } from "#lib/domain/views/comparison-view.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { comparisonViewOf, dayFigures, figuresOf } from "#tests/support/comparison/comparison-view.ts";
import { cases } from "#tests/support/depth.ts";
import { rendered } from "#tests/support/rendered-text.tsx";
import { uploadViewOf } from "#tests/support/upload-view.ts";

const lead = (
  over: Partial<Omit<ComparisonView, "choice">>,
  currency: string | null = "COP",
  href: string | null = "/c",
) => rendered(<ComparisonLead view={comparisonViewOf(over)} currency={currency} href={href} />);
const moneyOf = (before: string, now: string) =>
  figuresOf({ changed: { debtors: 1, obligations: 1, balanceBefore: before, balance: now } });

describe("the sentence of a comparison", () => {
  test("counts the groups and says the money", () => {
    const { text } = lead({});
    expect(text).toMatch(
      /1\.204 nuevos, 310 salieron, 18\.220 cambiaron, 400\.000 solo a diario, 2\.113 iguales; saldo 1,2\s?% menos/,
    );
    expect(text).toContain("Solo a diario: 400.000 clientes cambiaron solo en campos que cambian a diario");
    expect(text).toContain("Ver cliente por cliente");
  });

  test.each(locales)("has the numbers of the table, group by group (%s)", (locale) => {
    const counts = fc.tuple(...comparedGroups.map(() => fc.integer({ min: 0, max: 999 })));
    fc.assert(
      fc.property(counts, fc.boolean(), (debtors, tellsGone) => {
        const totals = debtors.map((count) => ({
          debtors: count,
          obligations: 0,
          balanceBefore: "0.00",
          balance: "0.00",
        }));
        const groups = Object.fromEntries(comparedGroups.map((group, at) => [group, totals[at]!]));
        const figures = figuresOf({ ...groups, ...(tellsGone ? {} : { gone: figuresOf({}).debtors.gone }) });
        const view = comparisonViewOf({ figures, tellsGone });
        const sentence = rendered(<ComparisonSentence view={view} currency="COP" />, locale).text;
        const table = rendered(
          <GroupTable figures={figures} level="debtors" tellsGone={tellsGone} currency={null} />,
          locale,
        );
        const numbers = (text: string) =>
          (text.match(/(?<![\d.,])\d+(?![\d.,])/g) ?? []).map(Number).filter((one) => one > 0);
        const shown = numbers(sentence.split(";")[0] ?? "").sort((a, b) => a - b);
        expect(shown).toEqual(numbers(table.text).sort((a, b) => a - b));
      }),
      { numRuns: cases(50) },
    );
  });

  test.each([
    ["100.00", "101.24", /saldo 1,2\s?% más/],
    ["10000.00", "10002.00", /saldo 0,02\s?% más/],
    ["1000000000.00", "1000000000.01", /saldo menos de 0,01\s?% más/],
    ["1000000000.01", "1000000000.00", /saldo menos de 0,01\s?% menos/],
    ["100.00", "100.00", /saldo igual/],
    ["0.00", "100.00", /saldo nuevo/],
    ["100.00", "0.00", /saldo 100\s?% menos/],
  ])("from %s to %s", (before, now, words) => {
    expect(lead({ figures: moneyOf(before, now) }).text).toMatch(words);
  });

  test("does not tell the money of the last part of a set, and which parts are still to be confirmed", () => {
    const load = { kind: "part", number: 3, of: 3 } as const;
    const { text } = lead({ load });
    expect(text).toContain("310 salieron");
    expect(text).toContain("2.113 iguales");
    expect(text).not.toMatch(/saldo|confirmad/);
    const first = { load: { ...load, number: 1 }, tellsGone: false };
    expect(lead(first).text).toContain("quién salió se sabe con la última.");
    const namedBy = { uploadId: "u3", fileName: "parte 3.csv" };
    expect(lead({ ...first, namedBy }).text).toContain("quién salió lo dice «parte 3.csv», que completó la cartera.");
    expect(lead({ load, partsUnconfirmed: [1] }).text).toContain("solo cuando también esté confirmada la parte 1:");
    expect(lead({ load, partsUnconfirmed: [1, 2] }).text).toContain(
      "solo cuando también estén confirmadas las partes 1 y 2:",
    );
  });

  test("names those who returned only if there are any", () => {
    const one = { debtors: 1, obligations: 1, balanceBefore: "0.00", balance: "5.00" };
    expect(lead({}).text).not.toContain("volvi");
    expect(lead({ figures: figuresOf({ returned: one }) }).text).toContain("0 cambiaron, 1 volvió, 0 iguales");
  });

  test("says that nobody is gone by a cancelled load, nor leads to who is", () => {
    const cancelled = { tellsGone: false, isCancelled: true };
    const { text } = lead(cancelled);
    expect(text).not.toContain("salieron");
    expect(text).toContain("Se canceló: nadie cuenta como salido por esta carga.");
    expect(lead({ ...cancelled, load: { kind: "part", number: 2, of: 2 }, partsUnconfirmed: [1] }).text).not.toMatch(
      /salieron|se sabe con la última/,
    );
    const link = (over: Partial<UploadView>) => {
      const view = uploadViewOf({ portfolio: { id: "p1", name: "Banco Andino" }, load: { kind: "whole" }, ...over });
      return rendered(<GoneLink view={view} label="Quién salió" />).text;
    };
    expect(link({})).toBe("Quién salió");
    expect(link({ state: "cancelled" })).toBe("");
    expect(link({ state: "cancelled", isMadeWhole: true })).toBe("Quién salió");
  });

  test("is said to be sent whole by a retry, with who is gone by it", () => {
    const load = { uploadId: "u1", fileName: "Banco.csv" };
    const told = (isMade: boolean, debtors: number) =>
      rendered(<MadeWholeNotice of={{ load, portfolioId: "p1", debtors, isMade }} />);
    expect(told(false, 1).text).toContain(
      "Al confirmarla se completa Banco.csv , que se canceló: 1 cliente que no viene en ese archivo contará como salido.",
    );
    const { text, markup } = told(true, 1_204);
    expect(text).toContain(
      "se completó Banco.csv , que se canceló: 1.204 clientes que no vienen en ese archivo cuentan como salidos .",
    );
    expect(markup).toContain('href="/portfolios/p1/gone"');
    expect(rendered(<MadeWholeNotice of={null} />).text).toBe("");
  });

  test("has no money where no balance is loaded", () => {
    expect(lead({}, null).text).toContain("iguales; sin saldos");
  });

  test("says nothing of who is gone for a part", () => {
    const { text } = lead({ load: { kind: "part", number: 1, of: 3 }, tellsGone: false });
    expect(text).not.toContain("salieron");
    expect(text).toContain("Es la parte 1 de 3: quién salió se sabe con la última.");
    expect(lead({ load: { kind: "additions" }, tellsGone: false }).text).toContain("no dicen quién salió");
  });

  test("tells who changed only because nobody knows what the CRM has", () => {
    const changed = { debtors: 49, obligations: 60, balanceBefore: "5.00", balance: "5.00" };
    const figures = figuresOf({ changed }, { doubted: { debtors: 38, unremembered: 2, obligations: 3 } });
    expect(lead({ figures }).text).toContain("49 cambiaron (38 porque no se sabe qué tiene el CRM), 0 iguales");
    const { text } = rendered(<ComparisonTables view={comparisonViewOf({ figures })} currency="COP" />);
    expect(text).toContain("De ellos, 38 cuentan como cambio porque no se sabe qué tiene el CRM");
    expect(text).toContain("3 son de 2 clientes de quienes no consta nada aceptado");
    expect(lead({}).text).not.toContain("porque no se sabe");
  });

  test("of a first load links to no list", () => {
    const { text, markup } = lead({ isFirst: true });
    expect(text).toContain("Primera carga de Banco Andino : todos sus clientes son nuevos.");
    expect(markup).not.toContain("<a");
  });

  test("says of when it is, and who is in no group", () => {
    const leftOut = { debtors: 3, obligations: 4, balanceBefore: "20.00" };
    const figures = { ...dayFigures, outside: { leftOut, untold: { ...leftOut, debtors: 0 } } };
    const { text } = lead({ figures, leftOut: { debtors: 1, obligations: 2, balance: "5.00" } });
    expect(text).toContain("hasta el 26/11/2026");
    expect(text).toContain("3 clientes de la cartera están en filas excluidas o apartadas: no salieron");
    expect(text).toContain("1 cliente del archivo se excluyó");
    expect(lead({}).text).not.toContain("exclu");
  });

  test("warns of rows without identification and of other portfolios", () => {
    const { text } = lead({ figures: { ...dayFigures, unidentifiedRows: 1, elsewhere: 7 } });
    expect(text).toContain("1 fila no tiene identificación legible");
    expect(text).toContain("7 de sus clientes también están en otra cartera");
  });
});

describe("the tables of a comparison", () => {
  const tables = (
    over: Partial<ComparisonView>,
    currency: string | null = "COP",
    locale: (typeof locales)[number] = "es",
  ) =>
    rendered(<ComparisonTables view={{ ...comparisonViewOf(), ...over }} currency={currency} mostFields={2} />, locale);

  test.each(locales)("name every group once a table (%s)", (locale) => {
    const { groups, ofObligations } = messagesFor(locale).portfolios.comparison;
    const { text } = tables({}, "COP", locale);
    for (const group of comparedGroups) {
      expect(text, group).toMatch(new RegExp(` ${groups[group]} .* ${ofObligations[group]} `));
    }
    expect(text).not.toMatch(/portfolios\.comparison|[{}]/);
  });

  test("leave out who is gone where nobody knows", () => {
    expect(tables({}).text).toContain("Salieron");
    expect(tables({ tellsGone: false, figures: figuresOf({}) }).text).not.toContain("Salieron");
  });

  test("lead from the groups to the whole portfolio and the whole file", () => {
    const outside = {
      leftOut: { debtors: 3, obligations: 4, balanceBefore: "20.00" },
      untold: { debtors: 2, obligations: 2, balanceBefore: "0.50" },
    };
    const over = { figures: { ...dayFigures, outside }, leftOut: { debtors: 1, obligations: 2, balance: "5.00" } };
    const { text } = tables(over);
    // 18,220 + 400,000 + 2,113 + 310 before; with 1,204 new and without those who are gone now.
    expect(text).toMatch(/En los grupos de arriba .*420\.643 .*100\.000,00 .*421\.537 .*98\.800,00/);
    expect(text).toMatch(/En filas excluidas o apartadas .*3 .*20,00 .*1 .*5,00/);
    expect(text).toMatch(/No vienen en este archivo .*2 .*0,50 .*— .*—/);
    expect(text).toMatch(/La cartera antes, el archivo ahora .*420\.648 .*100\.020,50 .*421\.538 .*98\.805,00/);
    for (const locale of locales) expect(tables(over, "COP", locale).text).not.toMatch(/portfolios\.comparison|[{}]/);
    expect(tables({}).text).not.toContain("En los grupos de arriba");
  });

  test("have no sums where no balance is loaded", () => {
    expect(tables({}, null).text).not.toContain("COP");
  });

  const one = { debtors: 1, obligations: 1, balanceBefore: "1.00", balance: "1.00" };

  test.each([
    [{}, true],
    [{ volatile: one }, false],
    [{ changed: one }, false],
  ])("say that no value changed only if nobody did (%j)", (groups, isSaid) => {
    expect(tables({ figures: figuresOf(groups) }).text.includes("Ningún valor cambió")).toBe(isSaid);
  });

  test("still tell by field who counts as changed for doubt alone", () => {
    const doubted = { debtors: 1, unremembered: 0, obligations: 0 };
    const said = "1 cliente cuenta como cambio solo porque";
    expect(tables({ figures: figuresOf({ changed: one }, { doubted }) }).text).toContain(
      `Ningún valor cambió. ${said}`,
    );
    const { text } = tables({ figures: figuresOf({ changed: one, volatile: one }, { doubted }) });
    expect(text).toContain(`Por campo ${said}`);
  });

  test("add up amounts and days by field, not texts", () => {
    const fields = [
      { fieldId: "obligation.total_balance", values: 1_200, sumBefore: "5000.50", sum: "4000.00" },
      { fieldId: "debtor.Telephone", values: 12, sumBefore: null, sum: null },
      { fieldId: "obligation.days_delay", values: 3, sumBefore: "90.00", sum: "93.00" },
    ];
    const { text } = tables({ figures: { ...dayFigures, fields } });
    expect(text).toMatch(/1\.200 .*5\.000,50 .*4\.000,00/);
    expect(text).toMatch(/Teléfono .*12 .*no se suma .*no se suma/);
    expect(text).toContain("y 1 campo más");
    expect(text).not.toContain("93");
  });
});
