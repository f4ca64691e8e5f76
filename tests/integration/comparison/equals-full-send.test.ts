import { expect, test } from "vitest";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { acceptAll, makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";
import { Crm } from "#tests/support/wolkvox-sandbox/crm.ts";

const { host, control } = await runStage();

type Rows = readonly (readonly string[])[];

/** Four days of a portfolio: values change, obligations come and go, debtors come, go and return. */
function days(): Rows[] {
  const first = makePortfolio(40);
  const second = first
    .filter(([id]) => id !== "10000004")
    .map((row, index) => (index % 7 === 0 ? row.with(7, `${index},10`) : row))
    .filter((row) => row[5] !== "9-2");
  const third = [
    ...second.map((row, index) => (index % 11 === 0 ? row.with(2, "otro@example.com") : row)),
    ...makePortfolio(43).slice(-3),
  ];
  return [first, second, third, [...third.slice(5), ...first.filter(([id]) => id === "10000004")]];
}

/** Sends the days one after the other; returns the calls made. */
async function sendDays(ctx: Awaited<ReturnType<typeof makeTeam>>, isWhole: boolean): Promise<number> {
  const { supervisor, tenantId } = ctx;
  const portfolioId = await makePortfolioOf(tenantId);
  let calls = 0;
  for (const rows of days()) {
    const uploadId = isWhole
      ? await stage(supervisor, tenantId, rows)
      : await stageLoad(supervisor, tenantId, portfolioId, rows);
    if (!isWhole) await acceptAll(uploadId);
    await confirmUpload(supervisor, { uploadId });
    calls += (await waitForUpload(supervisor, uploadId, ["finished"])).callsMade;
  }
  return calls;
}

async function crmOf(operation: string, obligations: "merge" | "replace") {
  const crm = new Crm();
  const settings = { ...(await control.settings()), obligations };
  const written = (await control.ledger()).filter((debtor) => debtor.operation === operation);
  for (const { identification, payload } of written) crm.write(operation, identification, payload, settings);
  const names = [...new Set(written.map(({ identification }) => identification))].toSorted();
  return names.map((name) =>
    crm.recordsOf(operation, name).map(({ fields, obligations: held }) => ({
      fields: Object.fromEntries(fields),
      obligations: Array.from(held, ([id, values]) => [id, Object.fromEntries(values)]).toSorted(),
    })),
  );
}

test("sends of only changes leave the CRM as full sends do", async () => {
  const setup = { server: host, batchSize: 5, repeatBehaviour: "updates" } as const;
  const [changes, whole] = [await makeTeam(setup), await makeTeam(setup)];
  const calls = [await sendDays(changes, false), await sendDays(whole, true)];
  expect(calls[0]).toBeLessThan((calls[1] ?? 0) * 0.8);
  for (const obligations of ["merge", "replace"] as const)
    expect(await crmOf(changes.operation, obligations)).toEqual(await crmOf(whole.operation, obligations));
});
