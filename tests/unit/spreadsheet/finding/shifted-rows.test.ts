import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import { correctRow } from "#lib/domain/table/correct-row.ts";
import { parseSourceLine, sourceLine } from "#lib/domain/table/source-line.ts";
import { inOneGo } from "#lib/spreadsheet/sliced.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { xlsxFile } from "#tests/support/bad-files/xlsx-file.ts";
import { cases } from "#tests/support/depth.ts";

const header = ["Cédula", "Nombre", "Correo", "Celular", "Crédito", "Producto", "Saldo", "Ultimo pago", "Fecha pago"];
const ids = [
  ..."debtor.Identification debtor.Name debtor.Email debtor.Telephone obligation.id obligation.name".split(" "),
  ..."obligation.total_balance obligation.last_pay obligation.last_pay_date".split(" "),
];

function row(at: number): string[] {
  const digits = String(at).padStart(4, "0");
  return [
    `10203${digits}`,
    "Ana Ruiz",
    `a${at}@x.co`,
    "3001234567",
    `A${digits}`,
    "Consumo",
    `${150_000 + at}`,
    "4000",
    "2026-10-31",
  ];
}

const rows = (count: number): string[][] => Array.from({ length: count }, (_, at) => row(at));

function textOf(cells: readonly (readonly string[])[], end = "\n"): string {
  return [header, ...cells].map((line) => line.join(";")).join("\n") + end;
}

async function opened(text: string) {
  const workbench = new Workbench();
  const report = await workbench.open({ file: new File([text], "cartera.csv"), settings: {}, fields: standardFields });
  const apply = (change: object = {}) => {
    const columns = report.columns.map((_, index) =>
      index < ids.length
        ? { state: "field", field: ids[index], reading: { decimalMark: ",", dateOrder: "ymd" } }
        : { state: "left_out" },
    );
    return workbench.apply({
      context: { fields: standardFields, mapping: mappingSchema.parse({ columns, ...change }), country: "CO" },
    });
  };
  const summary = apply();
  return { workbench, report, apply, summary };
}

type Opened = Awaited<ReturnType<typeof opened>>;

function codesOf({ summary }: Pick<Opened, "summary">): string[] {
  return summary.groups.map(({ code, count }) => `${code} ${count}`);
}

function noticesOf({ report }: Pick<Opened, "report">): string[] {
  return report.notices.map(({ code, params }) => `${code} ${JSON.stringify(params)}`);
}

const without = (cells: readonly string[], column: number) => cells.filter((_, at) => at !== column);
const withBlank = (cells: readonly string[], column: number) => cells.map((cell, at) => (at === column ? "" : cell));
const withMore = (cells: readonly string[], column: number, text: string) => cells.toSpliced(column, 0, text);

describe("a row in which cells are shifted", () => {
  test("is reported and left out alone, whichever cell differs", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 4, max: 60 }),
        fc.nat(),
        fc.nat(header.length - 1),
        fc.constantFrom("drop", "insert", "split"),
        fc.constantFrom(0, 4, 8),
        async (count, at, column, how, blank) => {
          const all = rows(count);
          const place = at % count;
          // The bank leaves the last cell of every other row blank (8), or of none.
          if (blank === 8) for (let other = 0; other < count; other += 2) all[other] = withBlank(all[other] ?? [], 8);
          const cells = all[place] ?? [];
          // An empty cell that is inserted before nothing but empty cells shifts nothing.
          if (how === "insert" && cells.slice(column).every((cell) => cell === "")) return;
          all[place] = how === "drop" ? without(cells, column) : withMore(cells, column, how === "insert" ? "" : "4");
          const { summary } = await opened(textOf(all));
          const group = summary.groups.find(({ code }) => code === (how === "drop" ? "row_short" : "row_long"));
          expect(group).toMatchObject({ severity: "error", count: 1, firstRow: place });
          expect(summary.groups.filter(({ code }) => code.startsWith("row_"))).toHaveLength(1);
          expect(summary.totals.leftOut.rows).toBeGreaterThanOrEqual(1);
          expect(summary.totals.staged.rows).toBeLessThan(count);
        },
      ),
      { numRuns: cases(80) },
    );
  });

  test("is reported also before a column without a name", async () => {
    const all = rows(12).map((cells) => [...cells, "Bogotá"]);
    const glued = [...(all[4] ?? []).slice(0, -1), `Bogotá${all[5]?.[0]}`, ...(all[5] ?? []).slice(1)];
    const one = await opened(textOf(all.toSpliced(4, 2, glued)));
    expect(codesOf(one)).toEqual(["row_long 1"]);
    expect(codesOf(await opened(textOf(all)))).toEqual([]);
  });

  test("is reported in a workbook whose header ends in blanks", async () => {
    const all = rows(12);
    all[4] = withMore(all[4] ?? [], 1, "");
    for (const blank of [" ", "\u00a0", "  \t"]) {
      const parts = xlsxFile({ sheets: [{ name: "Cartera", rows: [[...header, blank], ...all] }] });
      const file = new File([parts], "cartera.xlsx");
      const workbench = new Workbench();
      await workbench.open({ file, settings: {}, fields: standardFields });
      const columns = ids.map((field) => ({ state: "field", field, reading: { decimalMark: ",", dateOrder: "ymd" } }));
      const mapping = mappingSchema.parse({ columns: [...columns, { state: "left_out" }] });
      const { groups } = workbench.apply({ context: { fields: standardFields, mapping, country: "CO" } });
      expect(groups.map(({ code, rows }) => `${code} ${rows}`)).toContain("row_long 1");
    }
  });

  test("is two rows if it is twice as long as the header, however few rows there are", async () => {
    for (const count of [1, 2, 3]) {
      const all = rows(count * 2);
      const glued = Array.from({ length: count }, (_, at) => {
        const [one = [], two = []] = [all[at * 2], all[at * 2 + 1]];
        return [...one.slice(0, -1), `${one.at(-1)}${two[0]}`, ...two.slice(1)];
      });
      expect(codesOf(await opened(textOf(glued)))).toContain(`row_long ${count}`);
    }
  });

  test("is never two rows in a workbook, where each cell has its place", async () => {
    const all = rows(12).map((cells) => [...cells, ...cells.slice(0, 8).map((_, at) => `Nota ${at}`)]);
    const file = new File([xlsxFile({ sheets: [{ name: "Cartera", rows: [header, ...all] }] })], "cartera.xlsx");
    const workbench = new Workbench();
    const report = await workbench.open({ file, settings: {}, fields: standardFields });
    const columns = report.columns.map((_, index) =>
      index < ids.length
        ? { state: "field", field: ids[index], reading: { decimalMark: ",", dateOrder: "ymd" } }
        : { state: "left_out" },
    );
    const mapping = mappingSchema.parse({ columns });
    const { totals } = workbench.apply({ context: { fields: standardFields, mapping, country: "CO" } });
    expect(totals.staged.debtors).toBe(12);
  });

  test("is reported for a wrong balance and 4,000,000 read as 4", async () => {
    const all = rows(30);
    all[3] = without(all[3] ?? [], 6);
    const short = await opened(textOf(all));
    expect(short.workbench.window({ from: 3, count: 1, filter: { show: "all" } }).rows[0]?.issues).toContainEqual({
      row: 3,
      column: null,
      field: null,
      code: "row_short",
      severity: "error",
      params: { cells: 8, expected: 9 },
    });
    const commas = textOf(rows(30)).replaceAll(";", ",").replace(",150005,", ",4,000,000,");
    const long = await opened(commas);
    expect(codesOf(long)).toContain("row_long 1");
  });

  test("is not suspected where a program drops blank ends", async () => {
    const trimmed = rows(60).map((cells, at) => cells.slice(0, at % 3 === 0 ? 7 : at % 7 === 0 ? 8 : 9));
    const file = await opened(textOf(trimmed));
    expect(codesOf(file)).toEqual([]);
    expect(noticesOf(file)).toEqual(['shorter_rows {"count":26,"line":2}']);
  });

  test("is not suspected where Excel drops sixteen blank ends together", async () => {
    const blocks = rows(160).map((cells, at) =>
      at >= 16 && at < 48 ? cells.slice(0, 8) : at % 3 === 0 ? withBlank(cells, 8) : cells,
    );
    const file = await opened(textOf(blocks));
    expect(codesOf(file)).toEqual([]);
    expect(noticesOf(file)).toEqual(['shorter_rows {"count":32,"line":18}']);
  });

  test("is not suspected with trailing delimiters or unnamed columns", async () => {
    expect(codesOf(await opened(textOf(rows(9).map((cells) => [...cells, ""]))))).toEqual([]);
    const unnamed = await opened(textOf(rows(9).map((cells) => [...cells, "Norte"])));
    expect(codesOf(unnamed)).toEqual([]);
    expect(noticesOf(unnamed)).toEqual(['longer_rows {"count":9,"line":2}']);
  });

  test("is not suspected where blank ends are written out", async () => {
    const blank = rows(20).map((cells, at) => (at % 2 === 0 ? withBlank(withBlank(cells, 8), 7) : cells));
    const file = await opened(textOf(blank));
    expect([codesOf(file), noticesOf(file)]).toEqual([[], []]);
  });
});

describe("a file that is cut", () => {
  test("reports a cut anywhere in its last row", async () => {
    const whole = textOf(rows(12), "");
    const lastRow = whole.slice(whole.lastIndexOf("\n") + 1);
    for (let length = 1; length <= lastRow.length; length++) {
      const file = await opened(whole.slice(0, whole.length - lastRow.length + length));
      const isWhole = lastRow.slice(0, length).split(";").length === header.length;
      expect([length, ...noticesOf(file)]).toEqual([length, `${isWhole ? "open_end" : "cut_row"} {"line":13}`]);
      expect([length, codesOf(file).includes("row_short 1")]).toEqual([length, !isWhole]);
    }
  });

  test("reports its last cell if hardly another is as short", async () => {
    const amounts = (last: string, end = "") => {
      const all = rows(30).map((cells, at) => [...cells.slice(0, 6), `1.150.${100 + at}`]);
      const names = header.slice(0, 7);
      return [names, ...all, [...row(30).slice(0, 6), last]].map((cells) => cells.join(";")).join("\n") + end;
    };
    const cut = await opened(amounts("1.150"));
    expect([codesOf(cut), cut.summary.totals.leftOut.rows]).toEqual([["cell_perhaps_cut 1"], 0]);
    // The mapping that is sent tells the server, which warns of this cell only while its text is unchanged.
    const mapping = mappingSchema.parse(JSON.parse(JSON.stringify(cut.workbench.planStaging().mapping)));
    const read = compileRowReader({ fields: standardFields, mapping, country: "CO" });
    const readLine = (line: number, last: string) =>
      read(30, { line, cells: [...row(30).slice(0, 6), last], kinds: null }).issues.map(({ code }) => code);
    expect([readLine(32, "1.150"), readLine(31, "1.150"), readLine(32, "1.150.402")]).toEqual([
      ["cell_perhaps_cut"],
      [],
      [],
    ]);
    const edited = cut.workbench.edit({ edits: [{ row: 30, column: 6, text: "1.150.402" }] });
    expect(codesOf({ summary: edited })).toEqual([]);
    for (const whole of [amounts("1.150", "\n"), amounts("1.150.402"), amounts("1.150.100")])
      expect(codesOf(await opened(whole))).toEqual([]);
    const leftOut = cut.apply({ columns: cut.report.columns.map(() => ({ state: "left_out" })) });
    expect(codesOf({ summary: leftOut }).filter((code) => code.startsWith("cell_"))).toEqual([]);
  });

  test("reports a last row too short to tell from a figure", async () => {
    for (const count of [1, 2, 12])
      for (const rest of ["1", "10", "2570", "25704;", '"']) {
        // The first column, Oficina, does not identify a debtor.
        const numbered = textOf(rows(count)).replace(/^(?!$)/gm, (_, at: number) => (at === 0 ? "Oficina;" : "25704;"));
        const file = await opened(numbered + rest);
        expect([count, rest, ...noticesOf(file)]).toContain(`cut_row {"line":${count + 2}}`);
      }
  });

  test("reports a last row that looks like a note", async () => {
    // The name is the first column, and every cell is in quotes.
    const all = rows(12).map(([id = "", name = "", ...others]) => [`${name} Zúñiga`, id, ...others]);
    const named = ["Nombre", "Cédula", ...header.slice(2)];
    for (const quote of ['"', ""]) {
      const text = [named, ...all].map((cells) => cells.map((cell) => quote + cell + quote).join(";")).join("\n");
      for (const rest of ["Iv", "Iván Z", "Iván Zúñiga Beltrán", "Iván Zúñiga Beltrán de la vereda alta"]) {
        const { report } = await opened(`${text}\n${quote}${rest}`);
        const notices = report.notices.map(({ code, params }) => `${code} ${params.line}`);
        const isWhole = report.setAside.count === 0;
        expect([quote, rest, ...notices]).toContain(`${quote === "" && !isWhole ? "open_end" : "cut_row"} 14`);
      }
    }
  });

  test("is not suspected if the last line ends or totals", async () => {
    expect(noticesOf(await opened(`${textOf(rows(12))};;;;;;1800000`))).toEqual([]);
    expect(noticesOf(await opened(`${textOf(rows(12))}12\n`))).toEqual([]);
    expect(noticesOf(await opened(textOf(rows(12), "\r\n")))).toEqual([]);
    expect(noticesOf(await opened(textOf(rows(12), "\n \n\n")))).toEqual([]);
    expect(noticesOf(await opened(`${textOf(rows(12))}TOTAL;;;;;;1800000;;`))).toEqual([]);
  });
});

describe("a shifted row that a person looked at", () => {
  const all = rows(20);
  const shifted = [
    ...all.slice(0, 4),
    without(all[4] ?? [], 6),
    ...all.slice(5, 9),
    withMore(all[9] ?? [], 1, "x"),
    ...all.slice(10),
  ];
  const text = textOf(shifted);

  test("is sent once corrected, and held again after undo", async () => {
    const { workbench, summary } = await opened(text);
    const [short, long] = [all[4] ?? [], all[9] ?? []];
    const right = (at: number, cells: readonly string[]): CellEdit[] =>
      cells.map((cell, column) => ({ row: at, column, text: cell }));
    workbench.edit({ edits: right(4, short) });
    const edited = workbench.edit({ edits: right(9, [...long, ""]) });
    expect(codesOf({ summary: edited })).toEqual([]);
    expect(edited.totals.leftOut.rows).toBe(0);
    inOneGo(workbench.editing.travel({ direction: "undo" }));
    const { summary: undone } = inOneGo(workbench.editing.travel({ direction: "undo" }));
    expect(undone.groups).toEqual(summary.groups);
    expect(undone.totals).toEqual(summary.totals);
  });

  test("stays out when another of its cells is corrected", async () => {
    const { workbench } = await opened(text);
    const edited = workbench.edit({ edits: [{ row: 4, column: 1, text: "Ana María Ruiz" }] });
    expect(codesOf({ summary: edited })).toContain("row_short 1");
  });

  test("is sent while accepted, alone or with all", async () => {
    const broken = without(all[4] ?? [], 8);
    const only = await opened(textOf([...all.slice(0, 4), broken, ...all.slice(5), without(row(50), 8)]));
    expect(codesOf(only)).toEqual(["row_short 2"]);
    const one = only.apply({ accepted: [{ code: "row_short", line: 6 }] });
    expect(codesOf({ summary: one })).toEqual(["row_short 1", "row_accepted 1"]);
    expect(one.totals.leftOut.rows).toBe(1);
    const both = only.apply({ accepted: [{ code: "row_short" }] });
    expect(codesOf({ summary: both })).toEqual(["row_accepted 2"]);
    expect(both.totals.leftOut.rows).toBe(0);
    expect(codesOf({ summary: only.apply() })).toEqual(["row_short 2"]);
  });

  test("is judged the same on server and page", async () => {
    const { workbench, apply } = await opened(text);
    const edits: CellEdit[] = [
      { row: 9, column: 9, text: "" },
      { row: 4, column: 8, text: "2026-10-31" },
    ];
    for (const given of [[], edits]) {
      apply();
      workbench.edit({ edits: given });
      const { mapping, edits: sent } = workbench.planStaging();
      const read = compileRowReader({
        fields: standardFields,
        mapping: mappingSchema.parse(JSON.parse(JSON.stringify(mapping))),
        country: "CO",
      });
      const { rows: shown } = workbench.window({ from: 0, count: 20, filter: { show: "all" } });
      const { body } = await workbench.chunk({ sequence: 0 });
      const lines = (await new Response(new Blob([body]).stream().pipeThrough(new DecompressionStream("gzip"))).text())
        .trimEnd()
        .split("\n");
      for (const [at, line] of lines.entries()) {
        const source = parseSourceLine(line);
        if (source === null) throw new Error(line);
        const own = sent.filter((edit) => edit.row === at);
        const kept = own.length === 0 ? source : correctRow(source, own, mapping.rowWidth);
        const again = parseSourceLine(sourceLine(kept));
        if (again === null) throw new Error(line);
        expect(read(at, again).issues).toEqual(shown[at]?.issues);
      }
    }
  });
});

describe("a number in a workbook's column of dates", () => {
  async function told(cells: readonly (number | { d: string })[]): Promise<string[]> {
    const lines = cells.map((cell, at) => [...row(at).slice(0, 8), cell]);
    const file = new File([xlsxFile({ sheets: [{ name: "Cartera", rows: [header, ...lines] }] })], "cartera.xlsx");
    const workbench = new Workbench();
    await workbench.open({ file, settings: {}, fields: standardFields });
    const columns = ids.map((field) => ({ state: "field", field, reading: { decimalMark: "," } }));
    workbench.apply({ context: { fields: standardFields, mapping: mappingSchema.parse({ columns }), country: "CO" } });
    const { rows: shown } = workbench.window({ from: 0, count: 10, filter: { show: "all" } });
    return shown.flatMap(({ row: at, issues }) => issues.map(({ code }) => `${at} ${code}`));
  }
  const date = { d: "2026-10-31" };

  test("is reported where others are dates, few or many", async () => {
    expect(await told([date, 44_638, date])).toEqual(["1 date_from_number"]);
    expect(await told([date, 44_638])).toEqual(["1 date_from_number"]);
    expect(await told([44_638, 44_639, 44_640, date])).toEqual([0, 1, 2].map((at) => `${at} date_from_number`));
  });

  test("is a date if all are, or by its digits", async () => {
    expect(await told([44_638, 44_639, 44_640])).toEqual([]);
    expect(await told([date, 20_261_030, date])).toEqual([]);
  });
});

describe("amounts cut at their commas in every row", () => {
  const head = "CEDULA,NOMBRE,OBLIGACION,PRODUCTO,CELULAR,CORREO,SALDO TOTAL";
  const cut = async (amount: (at: number) => string, header = head) => {
    const rows = Array.from(
      { length: 12 },
      (_, at) => `5965912${at},ANA RUIZ,457677735${at},LIBRANZA,373854626${at % 10},c${at}@mail.test,${amount(at)}`,
    );
    const workbench = new Workbench();
    const file = new File([[header, ...rows, ""].join("\n")], "cartera.csv");
    const report = await workbench.open({ file, settings: {}, fields: standardFields });
    const columns = report.columns.map(({ proposal }) =>
      proposal === null
        ? { state: "unmapped" }
        : { state: "field", field: proposal.field, reading: { decimalMark: "." } },
    );
    const mapping = mappingSchema.parse({ columns });
    return workbench.apply({ context: { fields: standardFields, mapping, country: "CO" } });
  };

  test.each([
    ["thousands", (at: number) => `${500 + at},${800 + at}`],
    ["millions", (at: number) => `${1 + at},${500 + at},${800 + at}`],
    ["cents", (at: number) => `${8_427_646 + at},50`],
  ])("leave out each of them (%s)", async (_, amount) => {
    const { totals, groups } = await cut(amount);
    expect(totals.staged.debtors).toBe(0);
    expect(groups).toContainEqual(expect.objectContaining({ code: "row_long", rows: 12 }));
  });

  test("are no matter where a column without a name stands behind", async () => {
    const { totals } = await cut((at) => `${8_427_646 + at},Bogotá`);
    expect(totals.staged.debtors).toBe(12);
  });
});
