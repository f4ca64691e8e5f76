import { expect, test } from "vitest";
import { noChoices } from "#lib/domain/correction/correction.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import type { ReportCell } from "#lib/spreadsheet/report/report-cell.ts";
import { headers, makePortfolio, makeTeam, portfolioMapping, stage, totalsOf } from "#tests/support/factories.ts";
import { failuresOf, fileOfReport, openAsPage, stageOpened } from "#tests/support/reports/correct-as-page.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { host } = await runStage();

const [identification, email, obligation, balance] = [0, 2, 5, 7];
const left = "10000099";
const withText = (cell: ReportCell, text: string): ReportCell => ({ ...cell, text });

/** Three debtors with three obligations each, left out for their e-mail, beside three that are sent. */
async function withLeftOut() {
  const team = await makeTeam({ server: host, batchSize: 20 });
  const out = (id: string) =>
    ["1", "2", "3"].map((end) => [id, "Fuera", "sin arroba", "3001200011", "", `${id}-${end}`, "Tarjeta", "5,00"]);
  const rows = [...makePortfolio(3), ...out(left), ...out("10000098"), ...out("10000097")];
  const uploadId = await stage(team.supervisor, team.tenantId, rows, { totals: totalsOf(rows) });
  await confirmUpload(team.supervisor, { uploadId });
  await waitForUpload(team.supervisor, uploadId, ["finished"]);
  return { ...team, uploadId };
}

test.each(["csv", "xlsx"] as const)(
  "a correction of a correction asks the open questions again (%s)",
  async (format) => {
    const { supervisor, tenantId, uploadId } = await withLeftOut();
    const mapping = portfolioMapping;
    const correct = async (ofId: string, change: (rows: readonly ReportCell[][]) => ReportCell[][]) => {
      const [head = [], ...rows] = await failuresOf(supervisor, ofId, format === "csv");
      const file = await fileOfReport([head, ...change(rows)], format);
      const workbench = await openAsPage(supervisor, tenantId, ofId, file, { choices: noChoices, mapping, edits: [] });
      const shown = workbench.window({ from: 0, count: 9, filter: { show: "all" } }).rows;
      const codes = shown.map((row) => [
        row.cells[obligation]?.text,
        row.issues.map(({ code }) => code).filter((code) => code.startsWith("correction_")),
      ]);
      const staged = await stageOpened(supervisor, tenantId, ofId, workbench, headers);
      return { codes, staged };
    };
    // Its e-mails are corrected; one debtor lacks two of its rows, and a balance of the other is ten times as much.
    const first = await correct(uploadId, (rows) =>
      rows
        .filter((row) => row[identification]?.text !== left || row[obligation]?.text === `${left}-1`)
        .map((row, index) =>
          row.map((cell, column) => {
            if (column === email) return withText(cell, "fuera@example.com");
            return column === balance && index === 1 ? withText(cell, "50,00") : cell;
          }),
        ),
    );
    const asked = [
      [`${left}-1`, ["correction_fewer"]],
      ["10000098-1", ["correction_renumbered"]],
      ["10000098-2", []],
      ["10000098-3", []],
    ];
    const goes = ["1", "2", "3"].map((end) => [`10000097-${end}`, []]);
    expect(first.codes).toEqual([...asked, ...goes]);
    expect(first.staged.totals.staged.debtors).toBe(1);
    const { uploadId: once } = first.staged;
    await confirmUpload(supervisor, { uploadId: once });
    await waitForUpload(supervisor, once, ["finished"]);
    const again = await correct(once, (rows) => rows.map((row) => [...row]));
    expect(again.codes).toEqual(asked);
    expect(again.staged.totals.staged.debtors).toBe(0);
    expect((await showUpload(supervisor, { uploadId })).totals.leftOut.debtors).toBe(3);
  },
);

test("rows that another correction added are not missing in the upload's own report", async () => {
  const { supervisor, tenantId, uploadId } = await withLeftOut();
  const choices = { choices: noChoices, mapping: portfolioMapping, edits: [] };
  const open = async (change: (rows: readonly ReportCell[][]) => readonly (readonly ReportCell[])[]) => {
    const [head = [], ...rows] = await failuresOf(supervisor, uploadId, false);
    return openAsPage(supervisor, tenantId, uploadId, await fileOfReport([head, ...change(rows)], "xlsx"), choices);
  };
  const byHand = (row: readonly ReportCell[]) =>
    row.map((cell, column) =>
      withText(cell, column === obligation ? `${left}-4` : column >= headers.length ? "" : cell.text),
    );
  const added = await open((rows) => [...rows, ...rows.slice(0, 1).map(byHand)]);
  await stageOpened(supervisor, tenantId, uploadId, added, headers);
  const { groups } = (await open((rows) => rows)).apply({
    context: { fields: fieldsOf([]), mapping: portfolioMapping, country: "CO" },
  });
  expect(groups.map(({ code }) => code)).not.toContain("correction_fewer");
});
