import { expect, test } from "vitest";
import { FiguresView } from "#components/figures/figures-view.tsx";
import { addDays } from "#lib/domain/history/history-days.ts";
import {
  addFigures,
  binsOf,
  type Figures,
  type HistoryFigures,
  noFigures,
} from "#lib/domain/history/history-figures.ts";
import { locales } from "#lib/i18n/locale.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const period = { from: "2026-11-01", to: "2026-11-20" };
const ofDay = (accepted: number, rejected: number): Figures => ({
  loads: 1,
  debtors: { ...noFigures.debtors, accepted, rejected },
  leftOut: 5,
  sent: accepted + rejected,
  seconds: 60,
});
const days = [3, 8, 13].map((at) => ({ day: addDays(period.from, at), ...ofDay(at * 1_000, at) }));
const total = days.reduce<Figures>(addFigures, noFigures);
const figures: HistoryFigures = {
  period,
  total,
  bins: binsOf(period, days),
  portfolios: [{ portfolio: null, ...total }],
  otherPortfolios: null,
  reasons: [
    { key: "k", reason: "named_failure", example: "Telephone <b>", debtors: 20, uploads: 2, uploadId: "u" },
    { key: "l", reason: null, example: null, debtors: 3, uploads: 1, uploadId: "u" },
  ],
  otherRejected: 1,
};

/** The numbers of a column of a table, from its plain text. */
function columnOf(markup: string, caption: string, column: number): number[] {
  const table = markup.split("<table").find((part) => part.includes(`>${caption}</caption>`)) ?? "";
  return [...table.matchAll(/<tr[^>]*>(.*?)<\/tr>/g)].slice(1).map(([, row = ""]) => {
    const cells = [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell = ""]) => cell);
    return Number(/<data value="(\d+)"/.exec(cells[column] ?? "")?.[1]);
  });
}

test("the table behind each chart adds up to the figures above it", () => {
  const { markup } = rendered(<FiguresView figures={figures} isCut={false} />);
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  const byDay = "Clientes por resultado y día";
  expect([1, 2].map((column) => sum(columnOf(markup, byDay, column)))).toEqual([24_000, 24]);
  // Accepted, rejected, unconfirmed, not sent, left out: together what the tile says.
  expect(sum([1, 2, 3, 4, 5].map((column) => sum(columnOf(markup, byDay, column))))).toBe(24_039);
  expect(markup).toContain("15 de ellos excluidos");
  expect([2, 3].map((column) => sum(columnOf(markup, "Por cartera", column)))).toEqual([24_000, 24]);
  expect(sum(columnOf(markup, "Motivos de rechazo más comunes", 1))).toBe(24);
});

test.each(locales)("in %s a chart is named and says where its figures are", (locale) => {
  const { markup, text } = rendered(<FiguresView figures={figures} isCut />, locale);
  expect(markup.match(/role="img"/g)).toHaveLength(5);
  expect(markup.match(/<details/g)).toHaveLength(5);
  expect(text).not.toMatch(/history\.|undefined|NaN/);
});
