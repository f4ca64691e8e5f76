import { expect, test } from "vitest";
import type { Load } from "#lib/domain/portfolio/load.ts";
import { exportGone } from "#lib/services/close-outs/export-gone.ts";
import { planCloseOut } from "#lib/services/close-outs/plan-close-out.ts";
import { showGone } from "#lib/services/close-outs/show-gone.ts";
import { chooseSending } from "#lib/services/comparison/choose-sending.ts";
import { compareAgain } from "#lib/services/comparison/compare-again.ts";
import { exportComparison } from "#lib/services/comparison/export-comparison.ts";
import { renewComparison } from "#lib/services/comparison/renew-comparison.ts";
import { seekMoved } from "#lib/services/comparison/seek-moved.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import type { TenantId } from "#lib/services/context.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { planRetry } from "#lib/services/outcomes/plan-retry.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { showMorning } from "#lib/services/portfolios/show-morning.ts";
import { showPortfolio } from "#lib/services/portfolios/show-portfolio.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { pauseUpload } from "#lib/services/uploads/pause-upload.ts";
import { planUpload } from "#lib/services/uploads/plan-upload.ts";
import { showReceipt } from "#lib/services/uploads/show-receipt.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { makeCloseOut } from "#tests/support/close-outs/gone-world.ts";
import { explainStops, makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import {
  type ExplainedStatement,
  explainedBy,
  explainStatements,
} from "#tests/support/database/explained-statements.ts";
import { onTestDatabase } from "#tests/support/database/on-test-database.ts";
import { collected, makePortfolio, makeTeam } from "#tests/support/factories.ts";
import { stageCorrection } from "#tests/support/reports/correct-report.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

// As the planner may choose whenever it believes that a table holds a row or two of what it looks for. What is slow
// when every join is a loop is slow some day.
await explainStatements({ enable_hashjoin: "off", enable_mergejoin: "off" });
const { host, control } = await runStage();

type Rows = readonly (readonly string[])[];

const count = 1_500;
/** A statement may look at each debtor of each of the days' files, some times over. */
const mayRead = 30 * count;

const day = (balance: string, from: Rows = makePortfolio(count)) => from.map((row) => row.with(7, balance));
/** Every third debtor. */
const refused = Array.from({ length: count / 3 }, (_, index) => String(10_000_000 + 3 * index));
const half = (rows: Rows) => rows.filter(([id]) => Number(id) % 2 === 0);
/** Fewer gone than would stop the load. */
const most = (rows: Rows) => rows.filter(([id]) => Number(id) % 20 !== 2);

async function sentPortfolio(debtors: number) {
  const team = await makeTeam({ server: host, batchSize: 50, repeatBehaviour: "updates" });
  const { supervisor, tenantId } = team;
  const portfolioId = await makePortfolioOf(tenantId);
  const stage = (rows: Rows, load?: Load) =>
    stageLoad(supervisor, tenantId, portfolioId, rows, load === undefined ? {} : { load });
  const confirm = async (uploadId: string) => {
    await explainStops(supervisor, uploadId);
    await confirmUpload(supervisor, { uploadId });
  };
  const finish = (uploadId: string) => waitForUpload(supervisor, uploadId, ["finished"]);
  const firstId = await stage(makePortfolio(debtors));
  await confirm(firstId);
  await finish(firstId);
  return { supervisor, tenantId, portfolioId, stage, confirm, finish };
}

/** What is known of the tables from now on: the test server looks at none by itself. */
const stopStatistics = () => onTestDatabase((client) => client.query("ANALYZE"));

const brief = ({ text, rows }: ExplainedStatement) => ({ text: text.replaceAll(/\s+/g, " ").slice(0, 1_000), rows });

test("no statement compares every debtor with every other while the statistics know nothing of the files", async () => {
  await sentPortfolio(30);
  await stopStatistics();
  const told: string[] = [];
  const statements = await explainedBy(async () => {
    const { supervisor, tenantId, portfolioId, stage, confirm, finish } = await sentPortfolio(count);
    // Nobody of the files: the list is looked up all the same, at each plan and each claim.
    const identifications = Array.from({ length: count }, (_, index) => String(90_000_000 + index));
    for (let from = 0; from < count; from += 1_000)
      await addHolds(supervisor, {
        tenantId,
        identifications: identifications.slice(from, from + 1_000),
        why: "claim",
      });
    const look = async (uploadId: string) => {
      await showUpload(supervisor, { uploadId });
      await showComparison(supervisor, { uploadId });
      await planUpload(supervisor, { uploadId });
      await collected((await exportComparison(supervisor, { uploadId })).rows);
    };
    const second = await stage(day("2000,00"));
    await look(second);
    await control.setFaults([
      { match: { identifications: refused }, action: { do: "refuse_debtors", shape: "objects" } },
    ]);
    await confirm(second);
    await finish(second);
    await control.setFaults([]);
    const third = await stage(
      half(day("3000,00")).map((row, index) => (index % 2 === 0 ? row : row.with(7, "2000,00"))),
    );
    await look(third);
    await planRetry(supervisor, { uploadId: second });
    const dropped = await retryFailures(supervisor, { uploadId: second });
    await cancelUpload(supervisor, { uploadId: dropped.id });
    const corrected = day("2001,00").filter(([id = ""]) => refused.includes(id));
    const brought = await stageCorrection(supervisor, tenantId, second, corrected);
    told.push(`corrected ${(await showUpload(supervisor, { uploadId: brought })).totals.staged.debtors}`);
    await cancelUpload(supervisor, { uploadId: brought });
    const retry = await retryFailures(supervisor, { uploadId: second });
    told.push(`retried ${retry.totals.staged.debtors}`);
    await confirm(retry.id);
    await finish(retry.id);
    await collected((await exportRows(supervisor, { uploadId: second, group: "rejected" })).rows);
    await chooseSending(supervisor, { uploadId: third, sends: "everything", countsVolatile: true });
    await chooseSending(supervisor, { uploadId: third, sends: "changes", countsVolatile: true });
    await compareAgain(tenantId as TenantId, third);
    await confirm(third);
    await cancelUpload(supervisor, { uploadId: third });
    const whole = await stage(day("3500,00"));
    await confirm(whole);
    // Staged and seen while the other is being sent.
    const meanwhile = await stage(half(day("3600,00")));
    await look(meanwhile);
    await cancelUpload(supervisor, { uploadId: meanwhile });
    await finish(whole);
    // What settled a moment ago may still be on its way to the CRM.
    await onTestDatabase((client) => client.query(`UPDATE "Record" SET "settledAt" = "settledAt" - interval '1 hour'`));
    // Half of it is as the CRM has it now, the other half as it will once the next file is sent.
    const mixed = await stage(day("3500,00").map((row) => (Number(row[0]) % 2 === 0 ? row : row.with(7, "3000,00"))));
    told.push(`sends ${(await showComparison(supervisor, { uploadId: mixed })).choice.sends}`);
    const fourth = await stage(most(day("3000,00")));
    await look(fourth);
    await confirm(fourth);
    await finish(fourth);
    await seekMoved(supervisor, { uploadId: mixed });
    await renewComparison(supervisor, { uploadId: mixed });
    told.push(`unchanged ${(await showUpload(supervisor, { uploadId: mixed })).groups.unchanged.debtors}`);
    await cancelUpload(supervisor, { uploadId: mixed });
    const gone = await planCloseOut(supervisor, { uploadId: fourth });
    told.push(`gone ${gone.gone.debtors}`);
    await showGone(supervisor, { portfolioId });
    await collected((await exportGone(supervisor, { portfolioId })).rows);
    const closing = await makeCloseOut(supervisor, fourth, gone.typed ?? undefined);
    await confirm(closing.uploadId);
    await finish(closing.uploadId);
    await showReceipt(supervisor, { uploadId: second });
    await showReceipt(supervisor, { uploadId: fourth });
    const back = await stage(day("4000,00"));
    await look(back);
    await cancelUpload(supervisor, { uploadId: back });
    const [evens, odds] = [half(day("4100,00")), most(day("4100,00")).filter(([id]) => Number(id) % 2 === 1)];
    const part = (number: number): Load => ({ kind: "part", number, of: 2 });
    const ones = [await stage(odds, part(1)), await stage(most(evens), part(2))] as const;
    await look(ones[1]);
    await compareAgain(tenantId as TenantId, ones[1]);
    await confirm(ones[0]);
    await pauseUpload(supervisor, { uploadId: ones[0] });
    await confirm(ones[1]);
    const left = await planCloseOut(supervisor, { uploadId: ones[1] });
    await showPortfolio(supervisor, { portfolioId });
    await showGone(supervisor, { portfolioId });
    told.push(`not whole ${left.refusals.includes("not_whole")}`);
    // Another day in parts, without the second obligation of a third of the debtors, while the one before is in line.
    const fewer = day("4200,00").filter(([id, , , , , number = ""]) => Number(id) % 20 !== 2 && !number.endsWith("-2"));
    const twos = [
      await stage(half(fewer), part(1)),
      await stage(
        fewer.filter(([id]) => Number(id) % 2 === 1),
        part(2),
      ),
    ] as const;
    for (const uploadId of twos) await confirm(uploadId);
    await cancelUpload(supervisor, { uploadId: ones[0] });
    await finish(twos[1]);
    await onTestDatabase((client) => client.query(`UPDATE "Record" SET "settledAt" = "settledAt" - interval '1 hour'`));
    const ofSet = await planCloseOut(supervisor, { uploadId: twos[1] });
    await showGone(supervisor, { portfolioId });
    await collected((await exportGone(supervisor, { portfolioId, list: "staying" })).rows);
    told.push(`set without ${ofSet.staying.debtors}`);
    const closingSet = await makeCloseOut(supervisor, twos[1], ofSet.typed ?? undefined);
    await confirm(closingSet.uploadId);
    await finish(closingSet.uploadId);
    await showMorning(supervisor);
  });
  expect(told).toEqual([
    ...[`corrected ${count / 3}`, `retried ${count / 3}`, "sends changes", `unchanged ${count / 2}`],
    ...[`gone ${count / 20}`, "not whole false", `set without ${count / 3 - count / 60}`],
  ]);
  expect(statements.length).toBeGreaterThan(500);
  expect(statements.filter(({ rows }) => rows > mayRead).map(brief)).toEqual([]);
});
