import { expect, test } from "vitest";
import { DeclaredNote } from "#components/review/declared/declared-note.tsx";
import { DeclaredSection } from "#components/run/declared-section.tsx";
import { locales } from "#lib/i18n/locale.ts";
import { rendered } from "#tests/support/rendered-text.tsx";
import { uploadViewOf } from "#tests/support/upload-view.ts";

const totals = { rows: 10, debtors: 10, obligations: 10, balance: "1000.00" };
const summary = {
  totals: { file: totals, setAside: 0, leftOut: totals, staged: totals },
  cutOff: null,
  declared: { declared: { balance: "1000.00", where: {} }, proposed: [] },
  edits: 601,
  editedBalance: "850.00",
};

test.each(locales)("a balance met only by typing is explained without cells that do not move it (%s)", (locale) => {
  const note = { summary, hasBalance: true, currency: "COP", typed: {}, onDeclare: () => undefined };
  const { text } = rendered(<DeclaredNote {...note} />, locale);
  expect(text).toMatch(/\D150[.,]00 COP/);
  expect(text).toMatch(/\+850[.,]00 COP/);
  expect(text).toMatch(/\D1[.,]?000[.,]00 COP/);
  expect(text).not.toMatch(/601/);
});

test.each([
  ["1000", "Saldo: 1.000 COP, igual al archivo"],
  ["1000.46", "Saldo: 1.000,46 COP, igual al archivo"],
])("an amount declared as %s is shown as precisely as that", (balance, said) => {
  const file = { ...totals, balance: "1000.46" };
  const read = {
    totals: { ...summary.totals, file },
    cutOff: null,
    declared: { declared: { where: {} }, proposed: [] },
    editedBalance: "0.00",
  };
  const note = { summary: read, hasBalance: true, currency: "COP", typed: { balance }, onDeclare: () => undefined };
  expect(rendered(<DeclaredNote {...note} />).text).toContain(said);
});

test("an amount declared in whole units stands so beside the cents that were read", () => {
  const figure = {
    figure: "balance",
    declared: "5292495",
    read: "5292495.46",
    as: "balance",
    difference: null,
  } as const;
  const declared = { figures: [figure], totals: { balance: "5292495", where: {} }, reason: null };
  const { text } = rendered(<DeclaredSection view={uploadViewOf({ declared })} />);
  expect(text).toMatch(/Declarado 5\.292\.495 COP Leído 5\.292\.495,46 COP Diferencia Ninguna/);
});
