import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";
import { isReasonLeftOut } from "#lib/domain/validation/leave-out.ts";
import { leftOutKey } from "#lib/domain/validation/left-out-reason.ts";
import type { LeftOutView } from "#lib/domain/views/left-out-view.ts";
import type { Ctx } from "#lib/services/context.ts";
import { countUnidentified } from "#lib/services/outcomes/count-unidentified.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { groupLeftOut } from "#lib/services/outcomes/group-left-out.ts";
import { listLeftOut } from "#lib/services/outcomes/list-left-out.ts";
import { summariseLeftOut } from "#lib/services/outcomes/summarise-left-out.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { cases } from "#tests/support/depth.ts";
import { collected, makeTeam } from "#tests/support/factories.ts";
import { stageAsPage } from "#tests/support/page-staging.ts";

const { supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com", batchSize: 10 });
afterAll(() => closeAll());

/** Column, its field, plain cells and faulty cells; two obligations side by side. */
const columns = [
  ["Cédula", "debtor.Identification", ["9001", "9002", "9003", "9004", "9005", "9006"], ["", "1,2E+09"]],
  ["Nombre", "debtor.Name", ["Ana Ruiz"], ["", "Luz Díaz"]],
  ["Correo", "debtor.Email", ["ana@x.co"], ["nadie", "", "ana@gmail.con"]],
  ["Teléfono", "debtor.Telephone", ["3001234567"], ["no tiene", "12"]],
  ["Obligación 1", "obligation.id", ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"], [""]],
  ["Producto 1", "obligation.name", ["Consumo"], [""]],
  ["Saldo 1", "obligation.total_balance", ["100,00", "200,00"], ["12abc"]],
  ["Obligación 2", "obligation.id", ["B1", "B2", "B3", "B4", "A1", "A2"], [""]],
  ["Producto 2", "obligation.name", ["Tarjeta"], [""]],
  ["Saldo 2", "obligation.total_balance", ["1,50"], ["x"]],
] as const;

function mappingOf(width: number, change: object): Mapping {
  return mappingSchema.parse({
    layout: width > 7 ? "repeated_groups" : "row_per_obligation",
    columns: columns
      .slice(0, width)
      .map(([, field], index) => ({ state: "field", field, group: index > 6 ? 1 : 0, reading: { decimalMark: "," } })),
    ...change,
  });
}

/** One cell in twelve is faulty. */
const row = fc.tuple(
  ...columns.map(([, , plain, wrong]) =>
    fc.oneof(
      { weight: 11, arbitrary: fc.constantFrom<string>(...plain) },
      { weight: 1, arbitrary: fc.constantFrom<string>(...wrong) },
    ),
  ),
);
const given = fc.record({
  rows: fc.array(row, { minLength: 12, maxLength: 40 }),
  width: fc.constantFrom(7, 10),
  policy: fc.constantFrom("first", "leave_out"),
  leftOut: fc.subarray([{ code: "email_slip", field: "debtor.Email" }]),
});

/** A row that is sent, and once more as its own copy. */
const twice = ["9100", "Ana Ruiz", "ana@x.co", "3001234567", "R1", "Consumo", "100,00", "", "", ""];

/** "code column" → number of rows. */
type Counts = Readonly<Record<string, number>>;

function countsOf(rows: readonly { readonly issues: readonly Issue[] }[]): Counts {
  const counts: Record<string, number> = {};
  for (const { issues } of rows)
    for (const key of new Set(issues.filter(isReasonLeftOut).map(({ code, column }) => `${code} ${column}`)))
      counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

async function listed(ctx: Ctx, uploadId: string): Promise<LeftOutView[]> {
  const all: LeftOutView[] = [];
  for (let after: string | null = "-1"; after !== null; ) {
    const page = await listLeftOut(ctx, { uploadId, limit: 7, after });
    all.push(...page.items);
    after = page.next;
  }
  return all;
}

const [ofCorrections, ofPlaces] = [cases(20, 6), cases(40, 8)];

describe("a reason's number of rows", () => {
  test("adds up to the rows in the result, and is what its correction opens", async () => {
    let repeated = 0;
    await fc.assert(
      fc.asyncProperty(given, async ({ rows, width, policy, leftOut }) => {
        const header = columns.map(([name]) => name);
        const text = [header, ...rows, twice, twice].map((cells) => cells.slice(0, width).join(";")).join("\n");
        const conflicts = [
          { field: "debtor.Name", policy },
          { field: "obligation.id", policy },
        ];
        const { uploadId } = await stageAsPage(supervisor, tenantId, text, mappingOf(width, { conflicts, leftOut }));
        const groups = await groupLeftOut(supervisor, { uploadId });
        const list = await listed(supervisor, uploadId);
        const sum = (of: (group: (typeof groups)[number]) => number) => groups.reduce((all, one) => all + of(one), 0);
        expect(sum(({ rows: count }) => count)).toBe(list.length);
        const { totals } = await showUpload(supervisor, { uploadId });
        expect(sum(({ debtors: count }) => count)).toBe(totals.leftOut.debtors);
        const opened: number[] = [];
        for (const group of groups) {
          const asked = { uploadId, group: "failures", toCorrect: true, leftOutKey: leftOutKey(group) } as const;
          if (group.open === 0) {
            await expect(exportRows(supervisor, asked)).rejects.toMatchObject({ code: "nothing_to_send" });
            continue;
          }
          const found = await collected((await exportRows(supervisor, asked)).rows);
          expect(found).toHaveLength(group.open);
          opened.push(...found.map(({ line }) => line));
        }
        // Of a debtor without an error only repetitions are left out: there is nothing to correct in them.
        const wrong = new Set(
          list.flatMap(({ identification, issues }) =>
            issues.some(({ severity }) => severity === "error") ? (identification ?? []) : [],
          ),
        );
        const closed = list.filter(({ identification }) => identification !== null && !wrong.has(identification));
        expect(opened.length).toBe(list.length - closed.length);
        expect(new Set(opened)).toEqual(new Set(list.filter((row) => !closed.includes(row)).map(({ line }) => line)));
        repeated += closed.length;
      }),
      { numRuns: ofCorrections, seed: 612 },
    );
    expect(repeated).toBeGreaterThan(ofCorrections / 2);
  });

  test("is by problem the same in review, summary, list and report", async () => {
    let reasons = 0;
    let unidentified = 0;
    await fc.assert(
      fc.asyncProperty(given, async ({ rows, width, policy, leftOut }) => {
        const header = columns.map(([name]) => name);
        const text = [header, ...rows].map((cells) => cells.slice(0, width).join(";")).join("\n");
        const conflicts = [
          { field: "debtor.Name", policy },
          { field: "obligation.id", policy },
        ];
        const { uploadId, page } = await stageAsPage(
          supervisor,
          tenantId,
          text,
          mappingOf(width, { conflicts, leftOut }),
        );

        const review = Object.fromEntries(
          page.groups.filter(isReasonLeftOut).map(({ code, column, rows: count }) => [`${code} ${column}`, count]),
        );
        const confirm = await summariseLeftOut(supervisor, { uploadId });
        expect(
          Object.fromEntries(confirm.map(({ code, column, rows: count }) => [`${code} ${column}`, count])),
        ).toEqual(review);
        for (const { column, header: name, field } of confirm) {
          expect(name).toBe(column === null ? null : header[column]);
          expect(field).toBe(column === null ? field : columns[column]?.[1]);
        }

        const list = await listed(supervisor, uploadId);
        expect(countsOf(list)).toEqual(review);
        const report = await collected((await exportRows(supervisor, { uploadId, group: "left_out" })).rows);
        expect(countsOf(report)).toEqual(review);

        const { totals } = await showUpload(supervisor, { uploadId });
        expect(totals).toEqual(page.totals);
        expect(list.filter(({ isSentInPart }) => !isSentInPart)).toHaveLength(totals.leftOut.rows);
        expect(report.map((line) => line.isSentInPart)).toEqual(list.map((line) => line.isSentInPart));
        const nobodys = list.filter(({ identification }) => identification === null).length;
        expect([await countUnidentified(supervisor, { uploadId }), page.unidentified]).toEqual([nobodys, nobodys]);
        unidentified += nobodys;
        const debtors = new Set(list.map(({ identification }) => identification));
        for (const { debtors: count } of confirm) expect(count).toBeLessThanOrEqual(debtors.size);
        reasons += confirm.length;
      }),
      { numRuns: ofPlaces, seed: 611 },
    );
    expect(reasons).toBeGreaterThan(2.5 * ofPlaces);
    expect(unidentified).toBeGreaterThan(ofPlaces / 4);
  });
});
