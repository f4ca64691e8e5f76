import { database, withTransaction } from "#lib/database/client.ts";
import { selectGone } from "#lib/database/close-outs/gone-debtors.ts";
import { findPortfolio } from "#lib/database/portfolios/portfolios.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { GoneDebtorView, GoneReport } from "#lib/domain/views/close-out-view.ts";
import { authorise, authorisePortfolio } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";
import { recordAudit } from "../record-audit.ts";
import { renewed } from "../sessions/current-actor.ts";

/** Debtors per query: the report is streamed. */
const sliceDebtors = 2_000;

/** All who are gone in a portfolio as a stream; before each slice session and tenant are checked again. */
export async function exportGone(ctx: Ctx, input: { portfolioId: string }): Promise<GoneReport> {
  const { portfolioId } = input;
  const tenantId = await authorisePortfolio(ctx, "uploads.read", portfolioId);
  const portfolio = await findPortfolio(database(), tenantId, portfolioId);
  if (portfolio === null) throw new AppError("not_found");
  await withTransaction((tx) =>
    recordAudit(tx, ctx, "report_downloaded", { tenantId, subject: portfolioId, details: { group: "gone" } }),
  );
  const mayGoOn = async () => authorise(await renewed(ctx), "uploads.read", tenantId);
  return { portfolioName: portfolio.name, rows: goneRows(portfolioId, mayGoOn) };
}

async function* goneRows(portfolioId: string, mayGoOn: () => Promise<TenantId>): AsyncGenerator<GoneDebtorView> {
  for (let after = ""; ; ) {
    const gone = await selectGone(database(), { tenantId: await mayGoOn(), portfolioId }, after, sliceDebtors);
    yield* gone;
    const last = gone.at(-1);
    if (last === undefined || gone.length < sliceDebtors) return;
    after = last.identification;
  }
}
