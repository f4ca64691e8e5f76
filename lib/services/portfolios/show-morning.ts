import { portalDatabase, type Transaction, tenantsDatabase } from "#lib/database/client.ts";
import { selectStagedLoads } from "#lib/database/comparison/parts.ts";
import { askThrough } from "#lib/database/portfolios/load-measures.ts";
import {
  type Expectation,
  type MorningUploadRow,
  selectExpectations,
  selectMorningUploads,
} from "#lib/database/portfolios/morning.ts";
import { findMorning } from "#lib/database/users/morning.ts";
import { isOver } from "#lib/domain/outcome/upload-state.ts";
import type { Health } from "#lib/domain/portfolio/morning/health.ts";
import { healths } from "#lib/domain/portfolio/morning/health.ts";
import type { MorningArrangement, MorningLine, MorningView } from "#lib/domain/views/morning-view.ts";
import { authoriseActor, authoriseWorking } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { eachWithShownNames } from "../masking/masking-of.ts";
import { waitingForCorrection } from "../outcomes/plan-correction.ts";
import { arrangementSchema } from "./arrange-morning.ts";
import { countryHolidays } from "./country-holidays.ts";
import { morningLine } from "./morning-line.ts";
import { compareLines } from "./order-lines.ts";

/**
 * One line for each portfolio of the actor's tenants that is not at rest or has something that waits, filtered and
 * ordered as the actor left the page.
 */
export async function showMorning(ctx: Ctx): Promise<MorningView> {
  const actor = authoriseActor(ctx, "uploads.read");
  const [tenantIds, saved] = await Promise.all([
    authoriseWorking(ctx, "uploads.read"),
    findMorning(portalDatabase(), actor.userId),
  ]);
  const db = tenantsDatabase(tenantIds);
  const expectations = await selectExpectations(db, tenantIds);
  const tenants = tenantsOf(expectations);
  const arrangement = arrangementOf(saved, tenants);
  const shown = expectations.filter(
    ({ tenant }) => arrangement.tenantId === null || tenant.id === arrangement.tenantId,
  );
  const [isHoliday, uploads] = await Promise.all([
    countryHolidays(),
    selectMorningUploads(
      db,
      tenantIds,
      shown.map(({ id }) => id),
    ),
  ]);
  const byPortfolio = Map.groupBy(uploads, ({ portfolioId }) => portfolioId);
  // Behind additions there may be parts that are no more among the loads shown.
  const inParts = new Set(uploads.flatMap(({ loadKind, portfolioId }) => (loadKind === "whole" ? [] : [portfolioId])));
  const loads = inParts.size === 0 ? [] : await selectStagedLoads(askThrough(db), tenantIds, [...inParts]);
  const stagedBy = Map.groupBy(loads, ({ portfolioId }) => portfolioId);
  const at = new Date();
  const correctable = isCorrectable(db, new Map(uploads.map((upload) => [upload.id, upload])));
  const judged = shown.map(async (one) => {
    const line = morningLine(one, byPortfolio.get(one.id) ?? [], stagedBy.get(one.id) ?? [], isHoliday, at);
    return { ...line, isCorrectable: await correctable(line) };
  });
  const sorted = (await Promise.all(judged)).sort(compareLines(arrangement.order));
  const lines = await eachWithShownNames(tenantIds, sorted, ({ tenant }) => tenant.id);
  return { lines, counts: countsOf(lines), tenants, arrangement, at: at.toISOString() };
}

/** Of more left-out rows a correction is offered unseen: the page has many lines. */
const mostRows = 2_000;

/** Whether the correction that a line would offer leads somewhere. */
function isCorrectable(db: Transaction, uploads: ReadonlyMap<string, MorningUploadRow>) {
  return async ({ health, tenant, uploadId }: Omit<MorningLine, "isCorrectable">): Promise<boolean> => {
    const upload = uploads.get(uploadId ?? "");
    if (health !== "in_part" || upload === undefined || upload.isErased || !isOver(upload.state)) return false;
    const { id, failedDebtors: failures, leftOutRows } = upload;
    return (await waitingForCorrection(db, tenant.id, id, { failures, leftOutRows }, mostRows)) !== null;
  };
}

function tenantsOf(expectations: readonly Expectation[]): MorningView["tenants"] {
  const byId = new Map(expectations.map(({ tenant }) => [tenant.id, { id: tenant.id, name: tenant.name }]));
  return [...byId.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** A tenant that is no longer the actor's, or has no portfolio left, filters nothing. */
function arrangementOf(saved: unknown, tenants: MorningView["tenants"]): MorningArrangement {
  const { data = { tenantId: null, order: "worst" } } = arrangementSchema.safeParse(saved);
  return { ...data, tenantId: tenants.some(({ id }) => id === data.tenantId) ? data.tenantId : null };
}

function countsOf(lines: readonly MorningLine[]): Record<Health, number> {
  const count = (health: Health) => lines.filter((line) => line.health === health).length;
  return Object.fromEntries(healths.map((health) => [health, count(health)])) as Record<Health, number>;
}
