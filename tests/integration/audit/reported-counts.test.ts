import { expect, test } from "vitest";
import { AppError } from "#lib/domain/app-error.ts";
import { leftOutKey } from "#lib/domain/validation/left-out-reason.ts";
import { reportGroups } from "#lib/domain/views/report.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { groupLeftOut } from "#lib/services/outcomes/group-left-out.ts";
import { groupRejections } from "#lib/services/outcomes/group-rejections.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { collected, makePortfolio, makeTeam, stage, totalsOf } from "#tests/support/factories.ts";
import { stageCorrection } from "#tests/support/reports/correct-report.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { control, host } = await runStage();

const idOf = (index: number) => String(10_000_000 + index);
const leftOut = [
  [idOf(11), "Cliente Fuera", "sin arroba", "3001200011", "", "11-1", "Tarjeta", "5,00"],
  [idOf(11), "Cliente Fuera", "sin arroba", "3001200011", "", "11-2", "Tarjeta", "6,00"],
  [idOf(12), "Cliente Fuera", "sin arroba", "3001200012", "", "12-1", "Tarjeta", "7,00"],
];

/** Ten debtors sent, 3, 6 and 7 refused, 11 and 12 left out for their e-mails; 3 and 12 were accepted since. */
async function withFailures() {
  const { supervisor, tenantId } = await makeTeam({ server: host, batchSize: 20 });
  const send = async (uploadId: string) => {
    await confirmUpload(supervisor, { uploadId });
    await waitForUpload(supervisor, uploadId, ["finished"]);
  };
  const identifications = [3, 6, 7].map(idOf);
  await control.setFaults([{ match: { identifications }, action: { do: "refuse_debtors", shape: "objects" } }]);
  const rows = [...makePortfolio(10), ...leftOut];
  const uploadId = await stage(supervisor, tenantId, rows, { totals: totalsOf(rows) });
  await send(uploadId);
  await control.setFaults([]);
  const corrected = rows
    .filter(([id = ""]) => [idOf(3), idOf(12)].includes(id))
    .map(([id = "", name = "", , ...rest]) => [id, name, "cliente@example.com", ...rest]);
  await send(await stageCorrection(supervisor, tenantId, uploadId, corrected));
  return { supervisor, uploadId };
}

/** What stands in a file, counted as its entry counts it; null if there is none. */
async function fileOf(supervisor: Parameters<typeof exportRows>[0], input: Parameters<typeof exportRows>[1]) {
  try {
    const rows = await collected((await exportRows(supervisor, input)).rows);
    const sent = rows.filter(({ group }) => group !== "left_out" && group !== "set_aside");
    return {
      debtors: new Set(sent.map(({ identification }) => identification)).size,
      rows: rows.filter(({ group }) => group === "left_out" || group === "set_aside").length,
    };
  } catch (error) {
    if (error instanceof AppError && error.code === "nothing_to_send") return null;
    throw error;
  }
}

test("an entry says what stands in the downloaded file, whatever was asked for together", async () => {
  const { supervisor, uploadId } = await withFailures();
  const {
    groups: [rejection],
  } = await groupRejections(supervisor, { uploadId });
  const [reason] = await groupLeftOut(supervisor, { uploadId });
  if (rejection === undefined || reason === undefined) throw new Error("no reasons");
  const perhaps = <Name extends string, Value>(name: Name, value: Value) => [{}, { [name]: value }];
  let files = 0;
  for (const group of reportGroups)
    for (const ordinals of perhaps("ordinals", [2, 5]))
      for (const byRejection of perhaps("rejectionKey", rejection.key))
        for (const byReason of perhaps("leftOutKey", leftOutKey(reason)))
          for (const toCorrect of [false, true]) {
            const asked = { group, ...ordinals, ...byRejection, ...byReason, toCorrect };
            const file = await fileOf(supervisor, { uploadId, ...asked });
            if (file === null) continue;
            files++;
            const { details } = await ownerDatabase().auditEntry.findFirstOrThrow({
              where: { action: "report_downloaded", subject: uploadId },
              orderBy: { id: "desc" },
            });
            const { debtors = 0, rows = 0, leftOutRows = 0 } = Object(details);
            expect({ debtors, rows: rows + leftOutRows }, JSON.stringify(asked)).toEqual(file);
          }
  expect(files).toBeGreaterThan(reportGroups.length * 4);
});
