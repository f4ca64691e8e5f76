import { afterAll, describe, expect, test } from "vitest";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { listLeftOut } from "#lib/services/outcomes/list-left-out.ts";
import { summariseLeftOut } from "#lib/services/outcomes/summarise-left-out.ts";
import { recallMapping } from "#lib/services/tenants/recall-mapping.ts";
import { rememberMapping } from "#lib/services/tenants/remember-mapping.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { collected, makeTeam } from "#tests/support/factories.ts";
import { stageAsPage } from "#tests/support/page-staging.ts";
import { usualFields } from "#tests/support/usual-fields.ts";

const { supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com", batchSize: 10 });
afterAll(() => closeAll());

const headers = [
  "Cédula",
  "Nombre",
  "Correo",
  "Teléfono",
  "Obligación",
  "Producto",
  "Saldo",
  "Pendiente",
  "Vence",
  "Mora",
];
const ids = [
  ...usualFields,
  "obligation.total_balance",
  "obligation.balance_payment",
  "obligation.expiring_date",
  "obligation.days_delay",
];

function mapped(change: object = {}): Mapping {
  const reading = { decimalMark: ",", dateOrder: "ymd" };
  return mappingSchema.parse({ columns: ids.map((field) => ({ state: "field", field, reading })), ...change });
}

const cutOff = "2026-10-31";

/** A row whose days agree with the cut-off date; 100,00 owed and 40,00 to pay. */
function row(debtor: string, obligation: string, change: Partial<Record<string, string>> = {}): string {
  const cells = [
    debtor,
    "Ana Ruiz",
    "ana@x.co",
    "3001234567",
    obligation,
    "Consumo",
    "100,00",
    "40,00",
    "2026-10-01",
    "30",
  ];
  return cells.map((cell, index) => change[headers[index] ?? ""] ?? cell).join(";");
}

/** Twenty good debtors, 100,00 each, and the rows of a case. */
function file(rows: readonly string[]): string {
  const good = Array.from({ length: 20 }, (_, index) => row(`${10_000_000 + index}`, `G${index}`));
  return `${[headers.join(";"), ...good, ...rows].join("\n")}\n`;
}

const leaveOut = (code: string, field: string) => ({ leftOut: [{ code, field }] });
const settle = (field: string, policy: string) => ({ conflicts: [{ field, policy }] });

const names = [row("9001", "N1"), row("9001", "N2", { Nombre: "Luz Díaz" }), row("9001", "N3", { Nombre: "Luz Díaz" })];
const told = [
  row("9002", "R1", { Saldo: "10,10" }),
  row("9002", "R1", { Saldo: "20,20" }),
  row("9002", "R1", { Saldo: "20,20" }),
];
const twice = [row("9003", "T1"), row("9003", "T1"), row("9003", "T2")];
const shared = [row("9004", "S1"), row("9005", "S1"), row("9005", "S2"), row("9006", "S3")];
const tooMuch = [row("9007", "P1", { Pendiente: "500,00" }), row("9007", "P2"), row("9008", "P3")];
const late = [row("9009", "D1", { Mora: "400" }), row("9010", "D2")];
const placeholder = [row("9012", "F1", { Correo: "notiene@correo.com" }), row("9012", "F2", { Correo: "" })];
const slip = [row("9011", "E1", { Correo: "ana@gmail.con" })];

const shifted = [row("9013", "K1").replace(/;[^;]*$/, "")];
const documents = [row("9014", "V1"), row("CC 9014", "V2"), row("C.E. 9014", "V3")];

/**
 * [name, rows, mapping, debtors and rows and balance left out, reason codes, what is sent of the case's first
 * debtor]
 */
const cases: readonly [
  string,
  readonly string[],
  object,
  [number, number, string],
  readonly string[],
  string | null,
][] = [
  ["names: nothing said", names, {}, [0, 0, "0.00"], [], "Ana Ruiz"],
  ["names: first", names, settle("debtor.Name", "first"), [0, 0, "0.00"], [], "Ana Ruiz"],
  ["names: last", names, settle("debtor.Name", "last"), [0, 0, "0.00"], [], "Luz Díaz"],
  ["names: most frequent", names, settle("debtor.Name", "most_frequent"), [0, 0, "0.00"], [], "Luz Díaz"],
  ["names: leave out", names, settle("debtor.Name", "leave_out"), [1, 3, "300.00"], ["debtor_left_out"], null],
  ["an obligation told differently: nothing said", told, {}, [1, 3, "50.50"], ["obligation_repeated"], null],
  ["…: first", told, settle("obligation.id", "first"), [0, 2, "40.40"], ["obligation_set_aside"], "10.10"],
  [
    "…: last",
    told,
    settle("obligation.id", "last"),
    [0, 2, "30.30"],
    ["obligation_set_aside", "row_repeated"],
    "20.20",
  ],
  [
    "…: most frequent",
    told,
    settle("obligation.id", "most_frequent"),
    [0, 2, "30.30"],
    ["obligation_set_aside", "row_repeated"],
    "20.20",
  ],
  ["…: leave out", told, settle("obligation.id", "leave_out"), [1, 3, "50.50"], ["obligation_repeated"], null],
  ["a row twice: nothing said", twice, {}, [0, 1, "100.00"], ["row_repeated"], "T1,T2"],
  [
    "a row twice: leave out",
    twice,
    leaveOut("row_repeated", "obligation.id"),
    [1, 3, "300.00"],
    ["row_repeated"],
    null,
  ],
  ["an obligation of two debtors: nothing said", shared, {}, [0, 0, "0.00"], [], "S1"],
  [
    "…: leave out",
    shared,
    leaveOut("obligation_of_two_debtors", "obligation.id"),
    [2, 3, "300.00"],
    ["obligation_of_two_debtors"],
    null,
  ],
  ["a payment above the balance: nothing said", tooMuch, {}, [0, 0, "0.00"], [], "P1,P2"],
  [
    "…: leave out",
    tooMuch,
    leaveOut("payment_above_balance", "obligation.balance_payment"),
    [1, 2, "200.00"],
    ["payment_above_balance"],
    null,
  ],
  ["days against the cut-off: nothing said", late, {}, [0, 0, "0.00"], [], "D1"],
  [
    "…: leave out",
    late,
    leaveOut("days_against_due_date", "obligation.days_delay"),
    [1, 1, "100.00"],
    ["days_against_due_date"],
    null,
  ],
  [
    "…: leave out, but no cut-off",
    late,
    { ...leaveOut("days_against_due_date", "obligation.days_delay"), cutOff: "none" },
    [0, 0, "0.00"],
    [],
    "D1",
  ],
  ["a placeholder for a mail: nothing said", placeholder, {}, [0, 0, "0.00"], [], "F1,F2"],
  [
    "a placeholder for a mail: leave out",
    placeholder,
    leaveOut("email_placeholder", "debtor.Email"),
    [1, 2, "200.00"],
    ["email_placeholder"],
    null,
  ],
  ["a row that lacks a cell: nothing said", shifted, {}, [1, 1, "100.00"], ["row_short"], null],
  ["…: accepted", shifted, { accepted: [{ code: "row_short", line: 22 }] }, [0, 0, "0.00"], [], "K1"],
  [
    "…: another accepted",
    shifted,
    { accepted: [{ code: "row_short", line: 3 }] },
    [1, 1, "100.00"],
    ["row_short"],
    null,
  ],
  [
    "one number in two kinds of documents: nothing said",
    documents,
    {},
    [1, 3, "300.00"],
    ["document_types_differ"],
    null,
  ],
  ["…: accepted", documents, { accepted: [{ code: "document_types_differ" }] }, [0, 0, "0.00"], [], "V1,V2,V3"],
  ["a slip in a mail: leave out", slip, leaveOut("email_slip", "debtor.Email"), [1, 1, "100.00"], ["email_slip"], null],
];

describe("page and server agree on", () => {
  test.each(cases)("%s", async (_, rows, change, [debtors, rowCount, balance], codes, sent) => {
    const { uploadId, page, server } = await stageAsPage(supervisor, tenantId, file(rows), mapped(change));
    expect(server).toEqual(page.totals);
    expect(server.leftOut).toMatchObject({ debtors, rows: rowCount, balance });
    expect(server.file.rows).toBe(20 + rows.length);
    const reasons = await summariseLeftOut(supervisor, { uploadId });
    expect(reasons.map(({ code }) => code).sort()).toEqual([...codes].sort());
    expect(await ownerDatabase().leftOutRow.count({ where: { uploadId } })).toBe(rowCount);
    const identification = rows[0]?.split(";")[0] ?? "";
    const record = await ownerDatabase().record.findFirst({ where: { uploadId, identification } });
    if (sent === null) return expect(record).toBeNull();
    const payload = JSON.parse(record?.payload ?? "");
    const obligations: Record<string, string>[] = payload.Obligations;
    expect([
      payload.Name,
      ...obligations.map(({ total_balance }) => total_balance),
      obligations.map(({ id }) => id).join(),
    ]).toContain(sent);
  });

  test("the user's own cut-off date", async () => {
    const { page, server, mapping } = await stageAsPage(
      supervisor,
      tenantId,
      file(late),
      mapped({ ...leaveOut("days_against_due_date", "obligation.days_delay"), cutOff: "2027-11-05" }),
    );
    expect(mapping.cutOff).toBe("2027-11-05");
    expect(page.cutOff?.found?.day).toBe(cutOff);
    expect(server).toEqual(page.totals);
    expect(server.staged.debtors).toBe(1);
  });

  test("dates with day and month swapped", async () => {
    const header = headers.join(";");
    const dates = ["25/03/2026", "2026-05-03", "2026-11-10"];
    const rows = dates.map((date, index) => row(`${9100 + index}`, `W${index}`, { Vence: date, Mora: "" }));
    const columns = ids.map((field) => ({
      state: "field",
      field,
      reading: { decimalMark: ",", dateOrder: "dmy", datedCells: "swapped_texts" },
    }));
    const text = `${[header, ...rows].join("\n")}\n`;
    const { uploadId, page, server } = await stageAsPage(supervisor, tenantId, text, mapped({ columns }));
    expect(server).toEqual(page.totals);
    const records = await ownerDatabase().record.findMany({ where: { uploadId }, orderBy: { identification: "asc" } });
    const sent = records.map(({ payload }) => JSON.parse(payload ?? "").Obligations[0].expiring_date);
    expect(sent).toEqual(["2026-03-25", "2026-03-05", "2026-10-11"]);
  });

  test("rows with several obligations that other debtors share", async () => {
    const columns = ["debtor.Identification", "obligation.id", "obligation.id"].map((field, index) => ({
      state: "field",
      field,
      group: Math.max(0, index - 1),
    }));
    const constants = [
      ["debtor.Name", "Ana"],
      ["debtor.Email", "ana@x.co"],
      ["debtor.Telephone", "3001234567"],
      ["obligation.name", "Consumo"],
    ].map(([field, value]) => ({ field, value }));
    const change = {
      layout: "repeated_groups",
      columns,
      constants,
      leftOut: leaveOut("obligation_of_two_debtors", "obligation.id").leftOut,
    };
    const text = "Cedula;Credito 1;Credito 2\n1023456;A1;A2\n2034567;;A1\n3045678;A3;A3\n4056789;A4;A5\n";
    const { uploadId, page, server } = await stageAsPage(supervisor, tenantId, text, mapped(change));
    expect(server).toEqual(page.totals);
    expect(server.leftOut).toMatchObject({ debtors: 2, rows: 2, obligations: 4 });
    const { items } = await listLeftOut(supervisor, { uploadId });
    expect(
      items.map(({ line, issues }) => [line, issues.map(({ code, column, params }) => [code, column, params.other])]),
    ).toEqual([
      [2, [["obligation_of_two_debtors", 1, "2034567"]]],
      [3, [["obligation_of_two_debtors", 2, "1023456"]]],
      [4, [["row_repeated", 1, undefined]]],
    ]);
  });

  test("a row under another header, which shares no obligation", async () => {
    const other = headers.with(6, "Capital").join(";");
    const rows = [row("9020", "Q1"), row("9021", "Q2"), row("9022", "Q2"), other, row("9023", "Q1"), row("9024", "Q2")];
    const change = leaveOut("obligation_of_two_debtors", "obligation.id");
    const { uploadId, page, server } = await stageAsPage(supervisor, tenantId, file(rows), mapped(change));
    expect(server).toEqual(page.totals);
    const { items } = await listLeftOut(supervisor, { uploadId });
    expect(items.map(({ line, issues }) => [line, issues.map(({ code }) => code)])).toEqual([
      [23, ["obligation_of_two_debtors"]],
      [24, ["obligation_of_two_debtors"]],
      [26, ["row_other_order"]],
      [27, ["row_other_order"]],
    ]);
  });

  test("a shifted row whose cells were corrected", async () => {
    const edits = [{ row: 20, column: 9, text: "30" }];
    const { page, server } = await stageAsPage(supervisor, tenantId, file(shifted), mapped(), edits);
    expect(server).toEqual(page.totals);
    expect(server).toMatchObject({ leftOut: { rows: 0 }, staged: { debtors: 21 } });
  });

  test("a row with one cell too many, once emptied", async () => {
    const long = `${row("9013", "K1")};4`;
    const change = { columns: [...mapped().columns, { state: "left_out" }] };
    const untouched = await stageAsPage(supervisor, tenantId, file([long]), mapped(change));
    expect(untouched.server).toEqual(untouched.page.totals);
    expect(untouched.server).toMatchObject({ leftOut: { rows: 1, debtors: 1 } });
    const edits = [{ row: 20, column: 10, text: "" }];
    const emptied = await stageAsPage(supervisor, tenantId, file([long]), mapped(change), edits);
    expect(emptied.server).toEqual(emptied.page.totals);
    expect(emptied.server).toMatchObject({ leftOut: { rows: 0 }, staged: { debtors: 21 } });
  });

  test("a correction that makes a row repeat", async () => {
    const text = file([row("9003", "T1"), row("9003", "T9")]);
    const edits = [{ row: 21, column: 4, text: "T1" }];
    const { page, server } = await stageAsPage(supervisor, tenantId, text, mapped(), edits);
    expect(server).toEqual(page.totals);
    expect(server).toMatchObject({ leftOut: { rows: 1, debtors: 0, balance: "100.00" }, staged: { debtors: 21 } });
  });
});

test("a repeated row is reported once, with its reason", async () => {
  const { uploadId } = await stageAsPage(supervisor, tenantId, file(twice), mapped());
  const { rows } = await exportRows(supervisor, { uploadId, group: "left_out" });
  expect(
    (await collected(rows)).map(({ line, identification, faultColumn }) => [line, identification, faultColumn]),
  ).toEqual([[23, "9003", 4]]);
  const record = await ownerDatabase().record.findFirstOrThrow({ where: { uploadId, identification: "9003" } });
  expect(record).toMatchObject({ lines: [22, 24], obligations: 2 });
  expect(JSON.parse(record.source ?? "")).toHaveLength(2);
});

test("decisions are remembered, but not this file's date or rows", async () => {
  const decided = mapped({
    ...settle("obligation.id", "last"),
    leftOut: [
      { code: "row_repeated", field: "obligation.id" },
      { code: "obligation_of_two_debtors", field: "obligation.id" },
      { code: "payment_above_balance", field: "obligation.balance_payment" },
      { code: "days_against_due_date", field: "obligation.days_delay" },
    ],
  });
  const ofFile = { cutOff, accepted: [{ code: "row_short" as const }], rowWidth: { least: 9, most: 10 } };
  await rememberMapping(supervisor, { tenantId, headers, mapping: { ...decided, ...ofFile } });
  const recalled = await recallMapping(supervisor, { tenantId, headers });
  expect(recalled.kind === "exact" ? recalled.mapping : null).toEqual(decided);
});
