import { holdKey as keyOfPerson } from "#lib/domain/person/hold-key.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import type { SetAsideRow } from "#lib/domain/table/set-aside.ts";
import { tellHeld } from "#lib/services/holds/tell-held.ts";
import { discardStaging } from "#lib/services/uploads/discard-staging.ts";
import { finishStaging } from "#lib/services/uploads/finish-staging.ts";
import { receiveChunk } from "#lib/services/uploads/receive-chunk.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { beginStaging, chunksOf } from "#tests/support/factories.ts";
import { idOf } from "../world/bank.ts";
import { debtorsOf } from "../world/expected.ts";
import { type KnownPortfolio, type KnownUpload, nowSaid } from "../world/known.ts";
import { column, pageTotals, type Rows, shapeOf } from "../world/sheet.ts";
import { type Act, nothingToDo, pickWaiting, type Stage, uploadsOf } from "./act.ts";

const holdKey = (identification: string) => keyOfPerson(identification, "CO");

interface LoadPlan {
  readonly kind?: "whole" | "additions";
  readonly rows?: Rows;
  readonly isEdited?: boolean;
  readonly fills?: boolean;
  /** Everything has arrived, and nobody has ended the staging. */
  readonly isDraft?: boolean;
}

/** Loads today's file. */
export const load: Act = (stage) => loadFile(stage, {});
/** Types over some cells of it before. */
export const loadEdited: Act = (stage) => loadFile(stage, { isEdited: true });
/** Gives a placeholder to whom has no e-mail. */
export const loadFilled: Act = (stage) => loadFile(stage, { fills: true });
/** Leaves a file of additions, or the whole one, before it is staged. */
export const begin: Act = (stage) => {
  const portfolio = portfolioOf(stage);
  const added = stage.random.chance(0.7) ? portfolio.bank.additions() : [];
  return loadFile(
    stage,
    { isDraft: true, ...(added.length === 0 ? {} : { kind: "additions", rows: added }) },
    portfolio,
  );
};

/** Takes the last confirmed file for today's, whole or with a name typed over, as it was or in another order. */
export const loadAgain: Act = (stage) => {
  const portfolio = portfolioOf(stage);
  const before = [...stage.world.uploads.values()].findLast(
    (one) => one.portfolio === portfolio && one.kind === "whole" && one.confirmedAt !== null,
  );
  if (before === undefined) return Promise.resolve(nothingToDo);
  const rows = stage.random.chance(0.5) ? before.arrived : before.arrived.toReversed();
  return loadFile(stage, { rows, isEdited: stage.random.chance(0.6) }, portfolio);
};

/** Takes the file before that one: what has changed since is to be as it was. */
export const loadFormer: Act = (stage) => {
  const portfolio = portfolioOf(stage);
  const [before] = [...stage.world.uploads.values()]
    .filter((one) => one.portfolio === portfolio && one.kind === "whole" && one.confirmedAt !== null)
    .slice(-2);
  if (before === undefined) return Promise.resolve(nothingToDo);
  return loadFile(stage, { rows: before.arrived, isEdited: true }, portfolio);
};

/** Today's file, in which all are back who were gone, each second one with a row that cannot be sent. */
export const loadReturned: Act = (stage) => {
  const portfolio = portfolioOf(stage);
  const back = new Set(portfolio.bank.comeBack().map(idOf));
  const isHurt = new Set([...back].filter(() => stage.random.chance(0.5)));
  const rows = portfolio.bank
    .rows()
    .map((row) => (isHurt.has(row[0] ?? "") ? row.with(column.Email, "sin arroba") : row));
  return loadFile(stage, { rows }, portfolio);
};

export const loadAdditions: Act = (stage) => {
  const portfolio = portfolioOf(stage);
  const rows = portfolio.bank.additions();
  if (rows.length === 0) return Promise.resolve(nothingToDo);
  return loadFile(stage, { kind: "additions", rows }, portfolio);
};

/** Ends a staging that somebody left. */
export const finish: Act = async (stage) => {
  const { world, tenant } = stage;
  const found = pickWaiting(stage, await uploadsOf(world, tenant), "draft");
  if (found === null) return nothingToDo;
  await world.ask("finish", () => finishStaging(tenant.supervisor, { uploadId: found.known.id }));
  return [found];
};

export const discard: Act = async (stage) => {
  const { world, tenant } = stage;
  const found = pickWaiting(stage, await uploadsOf(world, tenant), "draft");
  if (found === null) return nothingToDo;
  await world.ask("discard", () => discardStaging(tenant.supervisor, { uploadId: found.known.id }));
  return [found];
};

function portfolioOf({ tenant, move, random }: Stage): KnownPortfolio {
  const [first] = tenant.portfolios;
  if (first === undefined) throw new Error("a tenant without portfolios");
  return tenant.portfolios[move.portfolio ?? random.integer(0, tenant.portfolios.length - 1)] ?? first;
}

async function loadFile(stage: Stage, plan: LoadPlan, portfolio = portfolioOf(stage)): ReturnType<Act> {
  const { world, tenant, random } = stage;
  const { kind = "whole", fills = false } = plan;
  const arrived = plan.rows ?? damaged(stage, portfolio.bank.rows());
  const edits = plan.isEdited === true ? someEdits(stage, arrived) : [];
  const rows = edited(arrived, edits);
  const setAside = plan.rows === undefined && random.chance(0.1) ? [asideOf(stage, arrived)] : [];
  const shape = shapeOf(fills);
  const asked = await world.ask("held", () => heldIn(stage, rows));
  if (!("done" in asked)) return nothingToDo;
  const held = asked.done;
  const { country, currency } = nowSaid(tenant);
  const totals = pageTotals(rows, { mapping: shape.mapping, country, held }, setAside.length);
  const { supervisor, tenantId } = tenant;
  const begun = await world.ask("load", () =>
    beginStaging(supervisor, tenantId, arrived, {
      ...{ shape, totals, held, edits, setAside },
      of: { portfolioId: portfolio.id, load: { kind } },
    }),
  );
  if (!("done" in begun)) return nothingToDo;
  const uploadId = begun.done;
  for (const chunk of chunksOf(uploadId, arrived)) await receiveChunk(supervisor, chunk);
  const debtors = debtorsOf(rows, fills);
  const isIn = (identification: string) => debtors.has(identification);
  const known: KnownUpload = {
    ...{ id: uploadId, tenant, portfolio, kind, arrived, rows, debtors },
    aside: setAside.map(({ cells }) => cells[0] ?? "").filter((identification) => !isIn(identification)),
    held: new Set([...debtors.keys()].filter((identification) => held.has(holdKey(identification)))),
    ...{ ofId: null, stagedAt: world.steps.next(), currency, confirmedAt: null, cancelledAt: null },
    ...{ stops: [], isExplained: false, isDoubted: false, stated: new Map() },
  };
  world.uploads.set(uploadId, known);
  if (plan.isDraft !== true) await world.ask("stage", () => finishStaging(supervisor, { uploadId }));
  return "all";
}

/** Whom the page is told to leave out. */
export async function heldIn({ tenant }: Pick<Stage, "tenant">, rows: Rows) {
  const identifications = [...new Set(rows.map(([id = ""]) => id))];
  const told = [];
  for (let at = 0; at < identifications.length; at += 5_000)
    told.push(
      ...(await tellHeld(tenant.supervisor, {
        tenantId: tenant.tenantId,
        identifications: identifications.slice(at, at + 5_000),
      })),
    );
  return new Map(told.map(({ key, why }) => [key, why]));
}

/** Now and then a row cannot be sent as it is. */
function damaged({ random }: Stage, rows: Rows): Rows {
  const at = random.integer(0, Math.max(0, rows.length - 1));
  return random.chance(0.3)
    ? rows.map((row, index) => (index === at ? row.with(column.Email, "sin arroba") : row))
    : rows;
}

function someEdits({ random }: Stage, rows: Rows): CellEdit[] {
  return Array.from({ length: random.integer(1, 3) }, () => {
    const row = random.integer(0, Math.max(0, rows.length - 1));
    const isName = random.chance(0.5);
    // Of a debtor with several rows the first name counts, so all of them would have to be typed over.
    return isName && rows.filter(([id]) => id === rows[row]?.[0]).length === 1
      ? { row, column: column.Name, text: `Cliente Corregido ${row}` }
      : { row, column: column.total_balance, text: `${random.integer(100, 9_999)},50` };
  });
}

function edited(rows: Rows, edits: readonly CellEdit[]): Rows {
  const all = rows.map((row) => [...row]);
  for (const { row, column: at, text } of edits) {
    const cells = all[row];
    if (cells !== undefined) cells[at] = text;
  }
  return all;
}

/** A row that is no data, with the number of somebody: perhaps of who is not in the file otherwise. */
function asideOf({ random }: Stage, rows: Rows): SetAsideRow {
  const cells = ["", "TOTAL", "", "", "", "", "", String(random.integer(1, 9_999)), "", ""];
  return { line: rows.length + 2, cells, kinds: null, reason: "total" };
}

/** The rows of an upload's debtors who are not in the CRM because of it. */
export async function failedOf(known: KnownUpload): Promise<ReadonlySet<string>> {
  const [records, leftOut] = await Promise.all([
    ownerDatabase().record.findMany({
      where: { uploadId: known.id, state: { in: ["rejected", "not_sent"] }, retriedInId: null },
      select: { identification: true },
    }),
    ownerDatabase().leftOutRow.findMany({ where: { uploadId: known.id }, select: { identification: true } }),
  ]);
  return new Set([...records, ...leftOut].flatMap(({ identification }) => identification ?? []));
}
