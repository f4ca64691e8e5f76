import { disconnectDatabase } from "#lib/database/client.ts";
import { disconnectBulk } from "#lib/database/pool.ts";
import type { Ctx } from "#lib/services/context.ts";
import { declareCustomField } from "#lib/services/declare-custom-field.ts";
import { finishStaging } from "#lib/services/finish-staging.ts";
import { receiveChunk } from "#lib/services/receive-chunk.ts";
import { startStaging } from "#lib/services/start-staging.ts";
import { makeTeam } from "#tests/support/factories.ts";
import { portfolioContext } from "../reading/portfolio-context.ts";
import { type PackedPortfolio, packPortfolio } from "./packed-portfolio.ts";

/** As many requests as the page has under way. */
const inFlight = 3;

/** Milliseconds of the second staging from the first request to the last commit, in its two parts. */
export async function stageTwice(rowCount: number): Promise<Record<string, number>> {
  const { admin, supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com" });
  for (const { isCustom, level, apiKey: label } of portfolioContext.fields) {
    if (isCustom) await declareCustomField(admin, { tenantId, level, label, kind: "text" });
  }
  const portfolio = await packPortfolio(rowCount);
  await stageOnce(supervisor, tenantId, portfolio);
  const seen = await stageOnce(supervisor, tenantId, portfolio);
  await disconnectBulk();
  await disconnectDatabase();
  return { rows: rowCount, debtors: portfolio.totals.staged.debtors, ...seen };
}

async function stageOnce(ctx: Ctx, tenantId: string, portfolio: PackedPortfolio) {
  const started = performance.now();
  const { uploadId } = await startStaging(ctx, { tenantId, ...portfolio.head });
  const waiting = portfolio.chunks.values();
  const lane = async () => {
    for (const { body, ...chunk } of waiting) await receiveChunk(ctx, { uploadId, ...chunk, body: streamOf(body) });
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  const received = performance.now();
  await finishStaging(ctx, { uploadId });
  return { receivingMs: received - started, finishingMs: performance.now() - received };
}

/** In pieces, as a socket brings them. */
async function* streamOf(body: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += 16_384) yield body.subarray(at, at + 16_384);
}
