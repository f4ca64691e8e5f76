import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Ctx } from "#lib/services/context.ts";
import { declareCustomField } from "#lib/services/tenants/declare-custom-field.ts";
import { finishStaging } from "#lib/services/uploads/finish-staging.ts";
import { receiveChunk } from "#lib/services/uploads/receive-chunk.ts";
import { startStaging } from "#lib/services/uploads/start-staging.ts";
import { acceptAll, makePortfolioOf } from "#tests/support/comparison/portfolio-load.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { bodyOf, makeTeam } from "#tests/support/factories.ts";
import { portfolioContext } from "../reading/portfolio-context.ts";
import type { PackedPortfolio } from "./packed-portfolio.ts";
import { packDay } from "./two-days.ts";

/** What the measured processes find in the folder. */
interface Prepared {
  readonly ctx: Ctx;
  readonly tenantId: string;
  readonly portfolioId: string;
  readonly head: PackedPortfolio["head"];
  readonly chunks: readonly Omit<PackedPortfolio["chunks"][number], "body">[];
}

const chunkFile = (folder: string, sequence: number) => join(folder, `${sequence}.gz`);

/** Stages the first day, accepts it whole, and writes the second to the folder. */
export async function prepareComparison(folder: string, debtors: number): Promise<void> {
  const { admin, supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com", repeatBehaviour: "updates" });
  for (const { isCustom, level, apiKey: label } of portfolioContext.fields)
    if (isCustom) await declareCustomField(admin, { tenantId, level, label, kind: "text" });
  const portfolioId = await makePortfolioOf(tenantId);
  const first = await packToFolder(folder, 1, debtors);
  const uploadId = await stageFolder(folder, { ctx: supervisor, tenantId, portfolioId, ...first }, true);
  await acceptAll(uploadId);
  const second = await packToFolder(folder, 2, debtors);
  const prepared: Prepared = { ctx: supervisor, tenantId, portfolioId, ...second };
  writeFileSync(join(folder, "prepared.json"), JSON.stringify(prepared));
  await closeAll();
}

/** Stages the second day, compared or not; milliseconds of all of it and of its end. */
export async function stageSecondDay(folder: string, isCompared: boolean): Promise<Record<string, number>> {
  const prepared: Prepared = JSON.parse(readFileSync(join(folder, "prepared.json"), "utf8"));
  const started = performance.now();
  const uploadId = await stageFolder(folder, prepared, isCompared);
  const stagingMs = performance.now() - started;
  const found = await ownerDatabase().comparison.findUnique({ where: { uploadId }, select: { uploadId: true } });
  if ((found !== null) !== isCompared) throw new Error("the upload was compared when it should not be, or not");
  await closeAll();
  return { stagingMs };
}

async function packToFolder(folder: string, day: 1 | 2, debtors: number): Promise<Pick<Prepared, "head" | "chunks">> {
  const chunks: Prepared["chunks"][number][] = [];
  const head = await packDay(day, debtors, ({ body, ...chunk }) => {
    writeFileSync(chunkFile(folder, chunk.sequence), body);
    chunks.push(chunk);
  });
  return { head, chunks };
}

async function stageFolder(
  folder: string,
  { ctx, tenantId, portfolioId, head, chunks }: Prepared,
  isCompared: boolean,
): Promise<string> {
  const { uploadId } = await startStaging(ctx, { tenantId, ...head });
  if (isCompared) await ownerDatabase().upload.update({ where: { id: uploadId }, data: { portfolioId } });
  for (const chunk of chunks) {
    const body = bodyOf(readFileSync(chunkFile(folder, chunk.sequence)));
    await receiveChunk(ctx, { ...chunk, uploadId, body });
  }
  await finishStaging(ctx, { uploadId });
  return uploadId;
}
