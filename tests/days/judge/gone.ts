import { planCloseOut } from "#lib/services/close-outs/plan-close-out.ts";
import { showGone } from "#lib/services/close-outs/show-gone.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { centsOf } from "../world/expected.ts";
import { isRestedSince, type KnownPortfolio, type KnownTenant, type KnownUpload } from "../world/known.ts";
import type { World } from "../world/world.ts";
import { isStanding } from "./same-content.ts";
import { isErasedSince, rootOf, type Seen } from "./seen.ts";

/** Who stands in any row of a file. */
function standsIn({ debtors, aside, kind }: KnownUpload, identification: string): boolean {
  return kind !== "close_out" && (debtors.has(identification) || aside.includes(identification));
}

/**
 * What a close-out closes is in no confirmed file: its load stands, and neither that nor any load that was confirmed
 * before the call has the obligation that it closes.
 */
export function judgeClosing(world: World, seen: readonly Seen[], since: number): void {
  for (const call of world.crm.ledger.calls) {
    const known = world.uploads.get(call.uploadId ?? "");
    if (call.step <= since || known?.kind !== "close_out") continue;
    const closed = loadClosedBy(world, known);
    const at = `call ${call.step} of close-out ${known.id}`;
    if (closed === undefined || closed.confirmedAt === null) {
      world.differs("closed without ground", at);
      continue;
    }
    const { cancelledAt, confirmedAt } = closed;
    if (cancelledAt !== null && cancelledAt < call.step && !isMadeWhole(world, closed))
      world.differs("closed without ground", `${at}: its load ${closed.id} was cancelled at ${cancelledAt}`);
    const later = [...world.uploads.values()].filter(
      (one) =>
        one.tenant === known.tenant &&
        one.kind !== "close_out" &&
        one.confirmedAt !== null &&
        (one === closed || (one.confirmedAt > confirmedAt && one.confirmedAt < call.step)) &&
        (one.cancelledAt === null || one.cancelledAt > call.step) &&
        !isPast(world, one, call.step),
    );
    for (const [identification, { obligations }] of call.debtors)
      for (const [number, { total_balance: balance = "0" }] of obligations) {
        if (centsOf(balance) !== 0n) continue;
        const standing = later.find(
          (one) => isIn(seen, one, identification) && one.debtors.get(identification)?.payload.obligations.has(number),
        );
        if (standing !== undefined && isNotZero(standing, identification, number))
          world.differs("closed who is in a file", `${at}: ${identification} ${number} stands in ${standing.id}`);
      }
  }
}

/** A whole file of its portfolio was confirmed after an upload: that says who is in the portfolio. */
function isPast(world: World, { portfolio, confirmedAt }: KnownUpload, step: number): boolean {
  return [...world.uploads.values()].some(
    (one) =>
      one.portfolio === portfolio &&
      one.kind === "whole" &&
      one.confirmedAt !== null &&
      one.confirmedAt > (confirmedAt ?? step) &&
      one.confirmedAt < step &&
      (one.cancelledAt === null || one.cancelledAt > step),
  );
}

/** Whoever is said to stand in an upload since the load that named them gone does, and in one that still counts. */
export async function judgeWays(world: World): Promise<void> {
  const now = world.steps.next();
  for (const tenant of world.tenants)
    for (const portfolio of tenant.portfolios) {
      const { loads } = await showGone(tenant.supervisor, { portfolioId: portfolio.id });
      for (const { uploadId } of loads) {
        const load = world.uploads.get(uploadId);
        if (load === undefined) continue;
        const { untouched } = await planCloseOut(tenant.supervisor, { uploadId });
        const since = [...world.uploads.values()].filter(
          (one) =>
            one !== load &&
            one.tenant === tenant &&
            one.cancelledAt === null &&
            (one.confirmedAt ?? one.stagedAt) > (load.confirmedAt ?? 0) &&
            !isPast(world, one, now),
        );
        const standing = (await goneBy(tenant, portfolio, uploadId)).filter((one) =>
          since.some((file) => standsIn(file, one)),
        );
        // Of who stays without an obligation, it may be back.
        const staying = await ownerDatabase().comparedDebtor.count({
          where: { uploadId, goneObligations: { not: null } },
        });
        if (untouched.standing > standing.length + staying)
          world.differs("no way to close", `${untouched.standing} by ${uploadId}: files since have ${standing.join()}`);
      }
    }
}

async function goneBy({ tenantId }: KnownTenant, { id: portfolioId }: KnownPortfolio, uploadId: string) {
  const { confirmedAt } = await ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } });
  const where = { tenantId, portfolioId, state: "gone", place: confirmedAt ?? new Date(0) } as const;
  const rows = await ownerDatabase().snapshotDebtor.findMany({ where, select: { identification: true } });
  return rows.map(({ identification }) => identification);
}

/** A retry has only some of the debtors of what it retries. */
function isIn(seen: readonly Seen[], { id, kind }: KnownUpload, identification: string): boolean {
  const records = seen.find(({ known }) => known.id === id)?.records ?? [];
  return kind !== "retry" || records.some((one) => one.identification === identification);
}

function isNotZero(load: KnownUpload, identification: string, number: string): boolean {
  const values = load.debtors.get(identification)?.payload.obligations.get(number);
  return centsOf(values?.total_balance ?? "0") !== 0n;
}

/** What a cancelled load did not send may all be in retries: then it tells who is gone after all. */
function isMadeWhole(world: World, load: KnownUpload): boolean {
  return [...world.uploads.values()].some(
    (one) => one !== load && one.confirmedAt !== null && rootOf(world, one) === load,
  );
}

/** Of a close-out, or of a retry of one. */
function loadClosedBy(world: World, known: KnownUpload): KnownUpload | undefined {
  let load: KnownUpload | undefined = known;
  while (load?.kind === "close_out") load = world.uploads.get(load.ofId ?? "");
  return load;
}

/** The lists of who is gone, against the files: by the last whole file that stands. */
export async function judgeGone(world: World, seen: readonly Seen[]): Promise<void> {
  for (const tenant of world.tenants)
    for (const portfolio of tenant.portfolios)
      await judgePortfolio(
        world,
        tenant,
        portfolio,
        seen.filter(({ known }) => known.portfolio === portfolio),
      );
}

async function judgePortfolio(
  world: World,
  tenant: KnownTenant,
  portfolio: KnownPortfolio,
  seen: readonly Seen[],
): Promise<void> {
  const wholes = seen.filter(({ known, isErased }) => known.kind === "whole" && isStanding(known) && !isErased);
  const last = lastOf(wholes.map(({ known }) => known));
  // Who is to be gone by a file that is still to be sent may yet come in with one before it.
  if (last === null || seen.some(({ state }) => ["queued", "running", "paused", "stopped"].includes(state))) return;
  if (seen.some(({ known }) => known.cancelledAt !== null && isMadeWhole(world, known))) return;
  const [gone, closed] = [await allOf(tenant, portfolio, "gone"), await allOf(tenant, portfolio, "closed")];
  const { totals } = await showGone(tenant.supervisor, { portfolioId: portfolio.id });
  if (totals.gone.debtors !== gone.size)
    world.differs("gone", `${totals.gone.debtors} are told gone of ${portfolio.id}, and ${gone.size} are`);
  // Whom the file has and does not bring in stays gone as before, and is not closed (decision 52).
  for (const identification of gone)
    if (standsIn(last, identification) && isBrought(seen, last, identification))
      world.differs("gone, and in the file", `${identification} of ${last.id}`);
  const later = seen.filter(({ known }) => (known.confirmedAt ?? 0) > (last.confirmedAt ?? 0));
  for (const { known, records, isErased } of seen) {
    if (known.kind !== "whole" || isErased || !isStanding(known) || (known.confirmedAt ?? 0) >= (last.confirmedAt ?? 0))
      continue;
    for (const { identification, state } of records) {
      // Who was erased has another name since.
      if (state !== "accepted" || standsIn(last, identification) || !known.debtors.has(identification)) continue;
      if (isErasedSince(world, known, identification) || isRestedSince(tenant, portfolio, known.confirmedAt)) continue;
      if (later.some((one) => standsIn(one.known, identification))) continue;
      if (isAbsent(seen, identification) || gone.has(identification) || closed.has(identification)) continue;
      if (isPerhapsClosed(seen, identification)) continue;
      world.differs("not gone", `${identification}, accepted in ${known.id} and not in ${last.id}`);
    }
  }
}

/** Whether the CRM has a debtor by a file. */
function isBrought(seen: readonly Seen[], file: KnownUpload, identification: string): boolean {
  return seen.some(
    ({ known, records }) =>
      known === file &&
      records.some(
        (one) => one.identification === identification && (one.state === "accepted" || one.state === "unchanged"),
      ),
  );
}

/** A look-up, or a person, has found that the CRM does not have them. */
function isAbsent(seen: readonly Seen[], identification: string): boolean {
  return seen.some(({ records }) =>
    records.some(
      (one) => one.identification === identification && one.state === "rejected" && one.evidence !== "named_in_reply",
    ),
  );
}

/** Nobody knows yet whether a close-out arrived. */
function isPerhapsClosed(seen: readonly Seen[], identification: string): boolean {
  return seen.some(
    ({ known, records }) =>
      known.kind === "close_out" &&
      records.some((one) => one.identification === identification && one.state === "unconfirmed"),
  );
}

/** The youngest file, if it is the youngest in every order. */
export function lastOf(wholes: readonly KnownUpload[]): KnownUpload | null {
  const staged = wholes.toSorted((a, b) => a.stagedAt - b.stagedAt).at(-1);
  const confirmed = wholes.toSorted((a, b) => (a.confirmedAt ?? 0) - (b.confirmedAt ?? 0)).at(-1);
  return staged === confirmed ? (staged ?? null) : null;
}

async function allOf({ tenantId }: KnownTenant, { id: portfolioId }: KnownPortfolio, state: "gone" | "closed") {
  const rows = await ownerDatabase().snapshotDebtor.findMany({
    where: { tenantId, portfolioId, state },
    select: { identification: true },
  });
  return new Set(rows.map(({ identification }) => identification));
}
