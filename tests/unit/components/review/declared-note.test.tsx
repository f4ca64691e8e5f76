import { expect, test } from "vitest";
import { DeclaredNote } from "#components/review/declared/declared-note.tsx";
import { locales } from "#lib/i18n/locale.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

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
