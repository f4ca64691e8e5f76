import { expect, test } from "vitest";
import { loadMeasuresSchema } from "#lib/domain/portfolio/drift/measures.ts";
import { explainDrift } from "#lib/services/portfolios/explain-drift.ts";
import { showDrift } from "#lib/services/portfolios/show-drift.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { dayShape } from "#tests/support/comparison/day-shape.ts";
import { makePortfolioOf } from "#tests/support/comparison/portfolio-load.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { cases } from "#tests/support/depth.ts";
import { makeTeam, stage } from "#tests/support/factories.ts";
import { type Texts, textsOf } from "#tests/support/portfolio/day-texts.ts";
import { PortfolioDays } from "#tests/support/portfolio/days.ts";
import { disasters } from "#tests/support/portfolio/disasters.ts";
import { randomAt } from "#tests/support/portfolio/random.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { host } = await runStage();

const { supervisor, tenantId } = await makeTeam({ server: host, batchSize: 200, repeatBehaviour: "updates" });
const [own, other] = [await makePortfolioOf(tenantId), await makePortfolioOf(tenantId)];
const [bank, otherBank] = [
  new PortfolioDays({ seed: 31, debtors: 300 }),
  new PortfolioDays({ seed: 32, debtors: 300, firstDebtor: 5_000 }),
];

const stageDay = (portfolioId: string, texts: Texts) =>
  stage(supervisor, tenantId, texts, { shape: dayShape, of: { portfolioId, load: { kind: "whole" } } });

async function send(portfolioId: string, texts: Texts): Promise<string> {
  const uploadId = await stageDay(portfolioId, texts);
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  return uploadId;
}

const measuresOf = async (uploadId: string) =>
  loadMeasuresSchema.parse((await ownerDatabase().loadMeasures.findUniqueOrThrow({ where: { uploadId } })).measures);
const stopsOf = async (uploadId: string) =>
  (await showDrift(supervisor, { uploadId })).oddities
    .filter(({ certainty }) => certainty === "stop")
    .map(({ code, measure }) => [code, measure]);

const before = textsOf(bank.next());
const today = textsOf(bank.next());
const files = { before, today, other: textsOf(otherBank.next()) };
await send(other, files.other);
const firstId = await send(own, before);

test("a first load has nothing to be compared with", async () => {
  expect((await measuresOf(firstId)).snapshot).toBeNull();
  expect(await stopsOf(firstId)).toEqual([]);
});

test.each([
  ["30 % of the debtors gone", ["many_gone", "gone"]],
  ["another portfolio's file", ["other_portfolio", "elsewhere"]],
  ["two columns exchanged", ["column_shifted", "changedField"]],
] as const)("%s are stopped by the snapshot", async (name, stop) => {
  const uploadId = await stageDay(own, disasters[name]?.(files, randomAt(31, 0, 3)) ?? []);
  expect((await measuresOf(uploadId)).snapshot).toMatchObject({ debtors: 300 });
  expect(await stopsOf(uploadId)).toContainEqual(stop);
  await expect(confirmUpload(supervisor, { uploadId })).rejects.toMatchObject({ code: "drift_stopped" });
  await cancelUpload(supervisor, { uploadId });
});

test.each(Object.keys(disasters))("%s cannot be confirmed without a word", async (name) => {
  const uploadId = await stageDay(own, disasters[name]?.(files, randomAt(31, 1, 3)) ?? []);
  expect((await showDrift(supervisor, { uploadId })).isStopped).toBe(true);
  // A shifted column may leave out every row.
  await expect(confirmUpload(supervisor, { uploadId })).rejects.toMatchObject({
    code: expect.stringMatching(/^(drift_stopped|nothing_to_send)$/),
  });
  await cancelUpload(supervisor, { uploadId });
});

test("files of people nobody knows are stopped, and pass explained", async () => {
  // Of its own: some of them may be sent before the upload is cancelled.
  const portfolioId = await makePortfolioOf(tenantId);
  const [known, strangers] = [20_000, 9_000].map((firstDebtor) =>
    textsOf(new PortfolioDays({ seed: 33, debtors: 300, firstDebtor }).next()),
  );
  await send(portfolioId, known ?? []);
  const uploadId = await stageDay(portfolioId, strangers ?? []);
  expect(await stopsOf(uploadId)).toContainEqual(["nobody_known", "known"]);
  await explainDrift(supervisor, { uploadId, reason: "El banco cambió toda la asignación" });
  await confirmUpload(supervisor, { uploadId });
  await cancelUpload(supervisor, { uploadId });
  const states = await ownerDatabase().snapshotDebtor.groupBy({ by: ["state"], where: { portfolioId } });
  expect(states.map(({ state }) => state)).not.toContain("gone");
});

test("the right next days go through without a word", async () => {
  let texts = today;
  for (let day = 2; day <= 1 + cases(7, 3); day++) {
    const uploadId = await send(own, texts);
    expect((await measuresOf(uploadId)).snapshot, `day ${day}`).not.toBeNull();
    texts = textsOf(bank.next());
  }
});
