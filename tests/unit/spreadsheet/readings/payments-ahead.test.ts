import { expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";

const now = Date.parse("2026-11-27T05:00:00Z");

/** The order that the report says puts some payments into the future. */
async function orderAhead(cells: readonly string[], titles: readonly string[] = []) {
  const rows = cells.map((cell, at) => `${10203040 + at};Ana Ruiz;${cell}`);
  const lines = [...titles, "Cedula;Nombre completo;Fecha ultimo pago", ...rows, ""];
  const workbench = new Workbench(undefined, () => now);
  const file = new File([lines.join("\n")], "cartera.csv");
  const { columns } = await workbench.open({ file, settings: {}, fields: standardFields });
  return columns[2]?.orderAhead;
}

test("payments after today speak against their order", async () => {
  expect(await orderAhead(["05/12/2026", "03/11/2026"])).toBe("dmy");
  expect(await orderAhead(["12/05/2026", "11/03/2026"])).toBe("mdy");
  expect(await orderAhead(["05/10/2026", "03/11/2026"])).toBeUndefined();
});

test("payments after the stated cut-off do so too", async () => {
  const cells = ["05/10/2026", "03/11/2026"];
  expect(await orderAhead(cells, ["Fecha de corte: 31/10/2026"])).toBe("dmy");
  // The title may mean the 10th of May or the 5th of October: only what is after both is ahead.
  expect(await orderAhead(cells, ["Fecha de corte: 05/10/2026"])).toBe("dmy");
  expect(await orderAhead(["05/10/2026", "04/09/2026"], ["Fecha de corte: 05/10/2026"])).toBeUndefined();
  expect(await orderAhead(cells, ["Fecha de corte: 31/12/2027"])).toBeUndefined();
});

test("a column that decides its order has none ahead", async () => {
  expect(await orderAhead(["13/01/2026", "05/12/2026", "14/02/2026"])).toBeUndefined();
});
