import { type Transaction, tenantDatabase } from "#lib/database/client.ts";
import { findLastSince, findOpenCloseOut, selectClosingLoads } from "#lib/database/close-outs/close-outs.ts";
import { countAllGone, selectNamingLoads } from "#lib/database/close-outs/gone-debtors.ts";
import { countGoneObligations, noTotals, type StayingTotals } from "#lib/database/close-outs/gone-obligations.ts";
import { type Ask, askThrough } from "#lib/database/portfolios/load-measures.ts";
import { findPortfolio } from "#lib/database/portfolios/portfolios.ts";
import { selectCustomFields } from "#lib/database/tenants/custom-fields.ts";
import { findTenantDefaults } from "#lib/database/tenants/tenants.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import type { GoneLoad, GoneView } from "#lib/domain/views/close-out-view.ts";
import { authorisePortfolio } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";
import { withShownNames } from "../masking/masking-of.ts";
import { judgeCloseOut, refusalsOf } from "./plan-close-out.ts";

/** Who and what is gone in a portfolio and not closed, who was closed, and by which loads, with why no close-out can be made of one. */
export async function showGone(ctx: Ctx, input: { portfolioId: string }): Promise<GoneView> {
  const tenantId = await authorisePortfolio(ctx, "uploads.read", input.portfolioId);
  const { portfolioId } = input;
  const db = tenantDatabase(tenantId);
  const portfolio = await findPortfolio(db, tenantId, portfolioId);
  if (portfolio === null) throw new AppError("not_found");
  const { currency } = await findTenantDefaults(db, tenantId);
  const scope = { tenantId, portfolioId };
  const staying = await countGoneObligations(db, scope);
  return {
    portfolio: { id: portfolio.id, name: portfolio.name },
    currency: portfolio.lastLoad?.currency ?? currency,
    totals: {
      gone: await countAllGone(db, scope, "gone"),
      staying: staying.all,
      closed: await countAllGone(db, scope, "closed"),
    },
    loads: await withShownNames(tenantId, await goneLoads(db, scope, staying.byLoad)),
  };
}

/** Loads that named debtors gone, or obligations of who stays. */
async function goneLoads(
  db: Transaction,
  scope: { readonly tenantId: TenantId; readonly portfolioId: string },
  stayingByLoad: StayingTotals["byLoad"],
): Promise<readonly GoneLoad[]> {
  const { tenantId } = scope;
  const naming = new Map((await selectNamingLoads(db, scope)).map((load) => [load.uploadId, load]));
  const ids = new Set([...naming.keys(), ...stayingByLoad.keys()]);
  const ask = askThrough(db);
  // Nobody can be closed by a cancelled one, which would hide the latest that somebody can.
  const loads = (await selectClosingLoads(ask, tenantId, [...ids])).filter(({ isConfirmed }) => isConfirmed);
  const latest = loads[0] === undefined ? [] : await refusalsOfLatest(ask, db, tenantId, loads[0].uploadId);
  const last = loads[1] === undefined ? null : await findLastSince(ask, tenantId, loads[1]);
  const fields = fieldsOf(await selectCustomFields(db, tenantId));
  return loads.map((load, place) => {
    const { uploadId, fileName, confirmedAt } = load;
    const { debtors, balance, held } = naming.get(uploadId) ?? { ...noTotals, held: 0 };
    const staying = stayingByLoad.get(uploadId) ?? noTotals;
    return {
      ...{ uploadId, fileName, confirmedAt: (confirmedAt ?? new Date(0)).toISOString(), debtors, balance, staying },
      refusals: place === 0 ? latest : refusalsOf(load, last, fields, debtors - held + staying.debtors),
    };
  });
}

/**
 * Counts whom a close-out would send: those named may all stand in a later file. Counted only for this load, since it
 * takes long for sixty of them; of the others only who is held is known.
 */
async function refusalsOfLatest(
  ask: Ask,
  db: Transaction,
  tenantId: TenantId,
  uploadId: string,
): Promise<GoneLoad["refusals"]> {
  const scope = { tenantId, uploadId };
  return (await judgeCloseOut(ask, db, scope, await findOpenCloseOut(ask, scope))).refusals;
}
