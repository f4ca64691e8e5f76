import { disconnectDatabase } from "#lib/database/client.ts";
import { disconnectBulk } from "#lib/database/pool.ts";
import type { Ctx } from "#lib/services/context.ts";
import { declareCustomField } from "#lib/services/declare-custom-field.ts";
import { finishStaging } from "#lib/services/finish-staging.ts";
import { receiveChunk } from "#lib/services/receive-chunk.ts";
import { startStaging } from "#lib/services/start-staging.ts";
import { makeTeam } from "#tests/support/factories.ts";
import { median } from "../measure.ts";
import { portfolioContext } from "../reading/portfolio-context.ts";
import { BareCopy } from "./bare-copy.ts";
import { type PackedPortfolio, packPortfolio } from "./packed-portfolio.ts";

/** As many requests as the page has under way. */
const inFlight = 3;

/** One staging and one bare COPY, `runs` times; milliseconds from the first request to the last commit. */
export async function stageInTurns(rowCount: number, runs: number): Promise<Record<string, number>> {
  const { admin, supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com" });
  for (const { isCustom, level, apiKey: label } of portfolioContext.fields) {
    if (isCustom) await declareCustomField(admin, { tenantId, level, label, kind: "text" });
  }
  const portfolio = await packPortfolio(rowCount);
  const bare = await BareCopy.start(portfolio.cells);
  const stagings: Staging[] = [];
  const copies: number[] = [];
  // The first turn only warms up: compiled code, the database's first pages.
  for (let run = 0; run <= runs; run++) {
    const staging = await stageOnce(supervisor, tenantId, portfolio);
    const copyMs = await bare.copy();
    if (run === 0) continue;
    stagings.push(staging);
    copies.push(copyMs);
  }
  await bare.stop();
  await disconnectBulk();
  await disconnectDatabase();
  const middle = (of: (staging: Staging) => number) => median(stagings.map(of));
  return {
    rows: rowCount,
    debtors: portfolio.totals.staged.debtors,
    leftOutRows: portfolio.totals.leftOut.rows,
    stagingMs: middle((staging) => staging.receivingMs + staging.finishingMs),
    receivingMs: middle((staging) => staging.receivingMs),
    finishingMs: middle((staging) => staging.finishingMs),
    copyMs: median(copies),
    // Of each turn by itself: what slows the machine for a while slows both.
    ratio: median(
      stagings.map(({ receivingMs, finishingMs }, run) => (receivingMs + finishingMs) / (copies[run] ?? 0)),
    ),
  };
}

interface Staging {
  readonly receivingMs: number;
  readonly finishingMs: number;
}

async function stageOnce(ctx: Ctx, tenantId: string, portfolio: PackedPortfolio): Promise<Staging> {
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
