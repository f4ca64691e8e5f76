import { describe, expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { firstMapping } from "#lib/domain/mapping/answers/first-mapping.ts";
import { withAmountOrder } from "#lib/domain/mapping/columns/amount-order.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { rememberedMapping } from "#lib/domain/mapping/mapping-of-file.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";

const ids = [
  "debtor.Identification",
  "debtor.Name",
  "obligation.id",
  "obligation.total_balance",
  "obligation.last_pay",
];
const mapping = mappingSchema.parse({ columns: ids.map((field) => ({ state: "field", field })) });

async function columnsOf(amounts: (row: number) => readonly [number, number], header?: string) {
  const rows = Array.from({ length: 40 }, (_, row) => {
    const [one, other] = amounts(row);
    return `${1_000_000 + 7_919 * row};ANA RUIZ;CR-${row};${one};${other}`;
  });
  const workbench = new Workbench();
  const text = `${[...(header === undefined ? [] : [header]), ...rows].join("\n")}\n`;
  const report = await workbench.open({ file: new File([text], "a.csv"), settings: {}, fields: standardFields });
  return report.columns;
}

const usual = (row: number) => [6_024_450 + 1_000 * row, 4_819_236 + 800 * row] as const;
const turned = (row: number) => [usual(row)[1] + 1_000, usual(row)[0] + 1_000] as const;

async function recalled(
  before: Awaited<ReturnType<typeof columnsOf>>,
  now: Awaited<ReturnType<typeof columnsOf>>,
  isOwn = false,
) {
  const remembered = mappingSchema.parse(rememberedMapping(withAmountOrder(mapping, before)));
  return firstMapping(now, standardFields, {
    kind: "exact",
    mapping: remembered,
    usedAt: "2026-11-26T10:00:00.000Z",
    ...(isOwn ? { isOwn: true } : {}),
  });
}

describe("a remembered mapping of columns without names", () => {
  test("is asked about where the order of two amounts has turned over", async () => {
    const { mapping: first, memory } = await recalled(await columnsOf(usual), await columnsOf(turned));
    expect(memory).toEqual({ kind: "near", changed: [3, 4], lost: [] });
    expect(first.columns.map(({ state }) => state)).toEqual(["field", "field", "field", "unmapped", "unmapped"]);
  });

  test.each<[string, (row: number) => readonly [number, number]]>([
    ["as before", usual],
    ["mixed", (row) => (row % 2 === 0 ? usual(row) : turned(row))],
    ["equal", (row) => [5_000_000 + row, 5_000_000 + row]],
  ])("is taken where the amounts are %s", async (_, amounts) => {
    expect((await recalled(await columnsOf(usual), await columnsOf(amounts))).memory).toEqual({ kind: "exact" });
  });

  test("is taken by its names if it has any", async () => {
    const header = "Cedula;Nombre;Credito;Saldo total;Valor ultimo pago";
    const [before, now] = [await columnsOf(usual, header), await columnsOf(turned, header)];
    expect((await recalled(before, now)).memory).toEqual({ kind: "exact" });
  });

  test("holds for the cells that it was made for", async () => {
    expect((await recalled(await columnsOf(usual), await columnsOf(turned), true)).memory).toEqual({ kind: "exact" });
  });
});
