import { AppError } from "#lib/domain/app-error.ts";
import { noChoices } from "#lib/domain/correction/correction.ts";
import { closeOut } from "#lib/services/close-outs/close-out.ts";
import { planCloseOut } from "#lib/services/close-outs/plan-close-out.ts";
import { readBackUpload } from "#lib/services/outcomes/read-back-upload.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { stateOutcome } from "#lib/services/outcomes/state-outcome.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { finishStaging } from "#lib/services/uploads/finish-staging.ts";
import { closeOutWords } from "#tests/support/close-outs/gone-world.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { bringCorrection, reviewCorrection } from "#tests/support/reports/correct-report.ts";
import { debtorsOf, hasAll } from "../world/expected.ts";
import type { KnownUpload } from "../world/known.ts";
import { column, shapeOf } from "../world/sheet.ts";
import { type Act, aimedAt, type FoundUpload, nothingToDo, pickWaiting, type Stage, uploadsOf } from "./act.ts";
import { failedOf } from "./load.ts";

/** What a person knows of an upload made from another one. */
function madeFrom({ world }: Stage, of: KnownUpload, id: string, kind: KnownUpload["kind"]): KnownUpload {
  return {
    ...{ id, tenant: of.tenant, portfolio: of.portfolio, kind, ofId: of.id },
    ...{ arrived: [], rows: [], aside: [], debtors: of.debtors, held: new Set() },
    ...{ stagedAt: world.steps.next(), currency: of.currency, confirmedAt: null, cancelledAt: null },
    ...{ stops: [], isExplained: false, isDoubted: false, stated: new Map() },
  };
}

export const retry: Act = async (stage) => {
  const { world, tenant, random, move } = stage;
  const all = await uploadsOf(world, tenant);
  // Rather the last one that has something to send again: often a retry itself.
  const isLast = move.isLast ?? (move.aim === undefined && random.chance(0.6));
  const failing = isLast ? all.findLast(isFailing) : undefined;
  const found = failing ?? pickWaiting(stage, all, "in doubt", "ended");
  if (found === null) return nothingToDo;
  const answer = await world.ask("retry", () => retryFailures(tenant.supervisor, { uploadId: found.known.id }));
  if ("done" in answer && !world.uploads.has(answer.done.id)) {
    const kind = found.known.kind === "close_out" ? "close_out" : "retry";
    world.uploads.set(answer.done.id, madeFrom(stage, found.known, answer.done.id, kind));
  }
  return [found];
};

function isFailing({ waits: one, failed }: FoundUpload): boolean {
  return (one === "ended" || one === "in doubt") && failed > 0;
}

/** Corrects a report of failures: e-mails that lack something, and balances of who was refused. */
export const correct: Act = async (stage) => {
  const { world, tenant, random, move } = stage;
  const found = pickWaiting(stage, await uploadsOf(world, tenant), "in doubt", "ended");
  if (found === null || found.known.kind === "close_out") return nothingToDo;
  const { known } = found;
  const failed = await failedOf(known);
  const rows = rowsBehind(stage, known)
    .filter(([id = ""]) => failed.has(id))
    .map((row) => {
      const isMail = /@/.test(row[column.Email] ?? "");
      return isMail && random.chance(0.5) ? row : row.with(column.Email, `corregido${row[0]}@example.com`);
    });
  // Nothing to correct, which the portal says.
  if (rows.length === 0 && move.aim !== undefined && found.waits !== "draft")
    rows.push(...rowsBehind(stage, known).slice(0, 1));
  if (rows.length === 0) return nothingToDo;
  const shape = shapeOf(false);
  const { supervisor, tenantId } = tenant;
  const answer = await world.ask("correct", async () => {
    const reviewed = await reviewCorrection(supervisor, tenantId, known.id, rows, noChoices, shape);
    return bringCorrection(supervisor, tenantId, rows, reviewed);
  });
  if (!("done" in answer)) return [found];
  const { done: uploadId } = answer;
  const made = madeFrom(stage, known, uploadId, "correction");
  world.uploads.set(uploadId, { ...made, arrived: rows, rows, debtors: debtorsOf(rows, false) });
  await world.ask("stage a correction", () => finishStaging(supervisor, { uploadId }));
  return [found];
};

/** Of a retry, those of what it retries. */
function rowsBehind({ world }: Stage, known: KnownUpload): KnownUpload["rows"] {
  let from: KnownUpload | undefined = known;
  while (from !== undefined && from.rows.length === 0 && from.ofId !== null) from = world.uploads.get(from.ofId);
  return from?.rows ?? [];
}

export const lookUp: Act = async (stage) => {
  const { world, tenant } = stage;
  const found = pickWaiting(stage, await uploadsOf(world, tenant), "in doubt");
  if (found === null) return nothingToDo;
  await world.ask("look up", () => readBackUpload(tenant.supervisor, { uploadId: found.known.id }));
  return [found];
};

/** Says of unconfirmed debtors what the CRM shows to an honest person, once nothing can arrive there any more. */
export const state: Act = async (stage) => {
  const { world, tenant } = stage;
  const found = pickWaiting(stage, await uploadsOf(world, tenant), "in doubt");
  if (found === null || world.crm.hasLate) return nothingToDo;
  const { known } = found;
  const records = await ownerDatabase().record.findMany({
    where: { uploadId: known.id, state: "unconfirmed" },
    select: { identification: true, ordinal: true },
  });
  const isThere = (identification: string): boolean => {
    const wanted = known.debtors.get(identification)?.payload;
    const calls = world.crm.ledger.writesIn(world.placesOf(tenant), identification);
    if (wanted === undefined) return false;
    return calls.some(({ call, payload }) => call.uploadId === known.id && hasAll(payload, wanted));
  };
  for (const outcome of ["accepted", "rejected"] as const) {
    const said = records.filter(({ identification }) => isThere(identification) === (outcome === "accepted"));
    if (known.kind === "close_out" || said.length === 0) continue;
    const ordinals = said.map(({ ordinal }) => ordinal).slice(0, 5_000);
    const step = world.steps.next();
    const input = { uploadId: known.id, ordinals, outcome, note: "visto en el CRM" };
    const answer = await world.ask("state", () => stateOutcome(tenant.supervisor, input));
    if (!("done" in answer)) continue;
    const stated = new Map(known.stated);
    for (const { identification } of said) stated.set(identification, { outcome, step });
    known.stated = stated;
  }
  return [found];
};

/** A load by which somebody may be gone: rather one that is being sent, or one of the last. */
function closable({ random }: Stage, loads: readonly FoundUpload[]): FoundUpload | null {
  const inLine = loads.filter(({ waits }) => waits === "queued" || waits === "sending");
  if (inLine.length > 0 && random.chance(0.6)) return random.pick(inLine);
  const back = random.chance(0.7) ? random.integer(0, 1) : random.integer(0, loads.length);
  return loads.at(-1 - back) ?? null;
}

/** Closes who is gone by a load, if that is offered. */
export const makeCloseOut: Act = async (stage) => {
  const { world, tenant, random, move } = stage;
  const all = await uploadsOf(world, tenant);
  const wholes = all.filter(({ known }) => known.kind === "whole" && known.confirmedAt !== null);
  const own = wholes.filter(({ known }) => known.portfolio === tenant.portfolios[move.portfolio ?? -1]);
  const aimed =
    move.portfolio === undefined ? aimedAt(move, all) : own.slice(move.isLast === true ? -1 : -2).slice(0, 1);
  // Of what can name nobody gone it is refused.
  const found = aimed.length > 0 ? random.pick(aimed) : closable(stage, wholes);
  if (found === null) return nothingToDo;
  const { id: uploadId } = found.known;
  const plan = await world.ask("plan a close-out", () => planCloseOut(tenant.supervisor, { uploadId }));
  if (!("done" in plan) || plan.done.refusals.length > 0) return [found];
  const { typed } = plan.done;
  const answer = await world.ask("close out", async () => {
    try {
      const count = typed === null ? {} : { typedCount: typed };
      return await closeOut(tenant.supervisor, { uploadId, ...closeOutWords, ...count });
    } catch (error) {
      // Who is gone changes while calls are answered: the number read before is rightly refused, the same number is not.
      if (!(error instanceof AppError) || error.code !== "invalid") throw error;
      const now = await planCloseOut(tenant.supervisor, { uploadId });
      throw now.typed === typed ? error : new AppError("close_out_refused", { reasons: now.refusals });
    }
  });
  if (!("done" in answer)) return [found];
  const { uploadId: madeId } = answer.done;
  if (!world.uploads.has(madeId)) world.uploads.set(madeId, madeFrom(stage, found.known, madeId, "close_out"));
  if (move.portfolio === undefined && random.chance(0.6))
    await world.ask("confirm", () => confirmUpload(tenant.supervisor, { uploadId: madeId }));
  return [found];
};
