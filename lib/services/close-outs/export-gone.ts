import { z } from "zod";
import { type Transaction, tenantDatabase, withTransaction } from "#lib/database/client.ts";
import { countAllGone, selectGone } from "#lib/database/close-outs/gone-debtors.ts";
import { countGoneObligations, type GoneScope } from "#lib/database/close-outs/gone-obligations.ts";
import { findPortfolio } from "#lib/database/portfolios/portfolios.ts";
import { AppError } from "#lib/domain/app-error.ts";
import {
  type GoneDebtorView,
  type GoneList,
  type GoneReport,
  goneLists,
  groupOfGone,
} from "#lib/domain/views/close-out-view.ts";
import { authorise, authorisePortfolio } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { renewed } from "../sessions/current-actor.ts";

/** Debtors per query: the report is streamed. */
const sliceDebtors = 2_000;

const inputSchema = z.object({ portfolioId: z.string(), list: z.enum(goneLists).default("gone") });
export type ExportGoneInput = z.input<typeof inputSchema>;

/** All of one list of who and what is gone in a portfolio, as a stream; before each slice session and tenant are checked again. */
export async function exportGone(ctx: Ctx, input: ExportGoneInput): Promise<GoneReport> {
  const tenantId = await authorisePortfolio(ctx, "debtors.download", input.portfolioId);
  const { portfolioId, list } = parseInput(inputSchema, input);
  const portfolio = await findPortfolio(tenantDatabase(tenantId), tenantId, portfolioId);
  if (portfolio === null) throw new AppError("not_found");
  await withTransaction(tenantId, async (tx) =>
    recordAudit(tx, ctx, "report_downloaded", {
      tenantId,
      subject: portfolioId,
      details: { group: groupOfGone[list], debtors: await countList(tx, { tenantId, portfolioId }, list) },
    }),
  );
  const mayGoOn = async () => authorise(await renewed(ctx), "debtors.download", tenantId);
  return { portfolioName: portfolio.name, list, rows: goneRows(portfolioId, list, mayGoOn) };
}

async function countList(tx: Transaction, scope: GoneScope, list: GoneList): Promise<number> {
  const totals = list === "staying" ? (await countGoneObligations(tx, scope)).all : await countAllGone(tx, scope, list);
  return totals.debtors;
}

async function* goneRows(
  portfolioId: string,
  list: GoneList,
  mayGoOn: () => Promise<TenantId>,
): AsyncGenerator<GoneDebtorView> {
  for (let after = ""; ; ) {
    const tenantId = await mayGoOn();
    const gone = await selectGone(tenantDatabase(tenantId), { tenantId, portfolioId }, list, after, sliceDebtors);
    yield* gone;
    const last = gone.at(-1);
    if (last === undefined || gone.length < sliceDebtors) return;
    after = last.identification;
  }
}
