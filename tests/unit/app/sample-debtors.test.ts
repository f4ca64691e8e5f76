import { describe, expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import type { WorkbenchClient } from "#lib/spreadsheet/workbench/workbench-client.ts";
import { saidOfFile, sampleDebtors } from "../../../app/(portal)/uploads/new/sample-debtors.ts";

const context = { fields: standardFields, country: "CO" };
const { signal } = new AbortController();

async function opened(lines: readonly string[]) {
  const workbench = new Workbench();
  const file = new File([`${lines.join("\n")}\n`], "cartera.csv");
  const report = await workbench.open({ file, settings: {}, fields: standardFields });
  const ask = (name: "window" | "asideWindow", input: never) => Promise.resolve(workbench[name](input));
  return { report, client: { ask } as unknown as WorkbenchClient };
}

const header = "Cédula;Nombre;Correo;Teléfono;Obligación;Producto;Saldo";
const row = (index: number) =>
  `1.${String(100_000 + index).slice(0, 3)}.${String(100_000 + index).slice(3)};Ana Ruiz;a${index}@x.co;3001234567;${index}-1;Tarjeta;1.000,00`;

describe("what a file shows of its debtors", () => {
  test("200 from all over it, as they would be sent", async () => {
    const { report, client } = await opened([header, ...Array.from({ length: 1_000 }, (_, index) => row(index))]);
    const sampled = await sampleDebtors(client, report, context, signal);
    expect(sampled).toHaveLength(200);
    expect(sampled).toContain("1100000");
    expect(sampled).toContain("1100919");
  });

  test("all of a short file, each once", async () => {
    const { report, client } = await opened([
      header,
      row(1),
      row(2),
      row(2),
      ...Array.from({ length: 28 }, () => row(3)),
    ]);
    expect(await sampleDebtors(client, report, context, signal)).toEqual(["1100001", "1100002", "1100003"]);
  });

  test("none without a column of identifications", async () => {
    const { report, client } = await opened(["Producto;Fecha", "Tarjeta;2026-01-01", "Crédito;2026-01-02"]);
    expect(await sampleDebtors(client, report, context, signal)).toEqual([]);
  });
});

const rows = Array.from({ length: 12 }, (_, index) => row(index));

test("the title is the first line that names something", async () => {
  const titled = await opened(["25/11/2026;;;;;;", "BANCO ANDINO - CORTE 25/11/2026;;;;;;", header, ...rows]);
  expect(await saidOfFile(titled.client, titled.report, signal)).toEqual({
    title: "banco andino corte #",
    stated: null,
  });
  const plain = await opened([header, ...rows]);
  expect(await saidOfFile(plain.client, plain.report, signal)).toEqual({ title: "", stated: null });
});

describe("the part that a file says it is", () => {
  const title = "BANCO ANDINO - CORTE 25/11/2026 - PARTE 2 DE 3;;;;;;";
  test.each([
    ["above its header", [title, header, ...rows], "cartera.csv", { number: 2, of: 3, words: "PARTE 2 DE 3" }],
    ["below its data", [header, ...rows, "Fin de la parte 1 de 2;;;;;;"], "cartera.csv", { number: 1, of: 2 }],
    ["in its name", [header, ...rows], "azul-2026-11-29 (1 de 2).csv", { number: 1, of: 2, words: "(1 de 2)" }],
    ["above its header before its name", [title, header, ...rows], "azul (1 de 2).csv", { number: 2, of: 3 }],
  ])("is found %s", async (_, lines, fileName, stated) => {
    const { report, client } = await opened(lines);
    expect(await saidOfFile(client, { ...report, fileName }, signal)).toMatchObject({ stated });
  });

  test("is not looked for in its data", async () => {
    const { report, client } = await opened([header, ...rows.map((each) => each.replace("Tarjeta", "parte 1 de 2"))]);
    expect(await saidOfFile(client, report, signal)).toMatchObject({ stated: null });
  });
});
