import type { UploadState } from "#lib/domain/outcome/upload-state.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import type { Random } from "#tests/support/portfolio/random.ts";
import type { Move } from "../history.ts";
import type { Waits } from "../waits.ts";
import type { KnownTenant, KnownUpload } from "../world/known.ts";
import type { World } from "../world/world.ts";

export interface Stage {
  readonly world: World;
  readonly tenant: KnownTenant;
  readonly random: Random;
  readonly move: Move;
}

/**
 * Does one thing. Returns the uploads that it was about; none if it could not be done, "all" if it was about the tenant,
 * "everything" if it was about both tenants.
 */
export type Act = (stage: Stage) => Promise<readonly FoundUpload[] | "all" | "everything">;

export const nothingToDo: readonly FoundUpload[] = [];

export interface FoundUpload {
  readonly known: KnownUpload;
  readonly state: UploadState;
  readonly waits: Waits;
  /** Debtors that are not in the CRM by it, and in no retry. */
  readonly failed: number;
}

/** A tenant's uploads, in the order of their staging. */
export async function uploadsOf(world: World, { tenantId }: KnownTenant): Promise<FoundUpload[]> {
  const rows = await ownerDatabase().upload.findMany({
    where: { tenantId },
    select: {
      ...{ id: true, state: true, unconfirmedDebtors: true },
      ...{ rejectedDebtors: true, notSentDebtors: true, retriedDebtors: true },
    },
  });
  const states = new Map(rows.map((row) => [row.id, row]));
  return [...world.uploads.values()].flatMap((known) => {
    const row = states.get(known.id);
    if (row === undefined) return [];
    const { state, unconfirmedDebtors, rejectedDebtors, notSentDebtors, retriedDebtors } = row;
    const failed = unconfirmedDebtors + rejectedDebtors + notSentDebtors - retriedDebtors;
    return [{ known, state, waits: waitsOf(state, unconfirmedDebtors > 0), failed }];
  });
}

function waitsOf(state: UploadState, isDoubted: boolean): Waits {
  if (state === "staging") return "draft";
  if (state === "running") return "sending";
  if (state !== "finished" && state !== "cancelled") return state;
  return isDoubted ? "in doubt" : "ended";
}

/** One of them, seven times out of ten one that is not over. */
export function pickFrom(random: Random, found: readonly FoundUpload[]): FoundUpload | null {
  const open = found.filter(({ waits: one }) => one !== "ended");
  const among = open.length > 0 && random.chance(0.7) ? open : found;
  return among.length === 0 ? null : random.pick(among);
}

/**
 * One that waits as the move aims at; else one that waits so as it is wanted; one of any state if there is none, or now
 * and then: it will be refused.
 */
export function pickWaiting(
  { random, move }: Pick<Stage, "random" | "move">,
  found: readonly FoundUpload[],
  ...wanted: readonly Waits[]
): FoundUpload | null {
  const aimed = aimedAt(move, found);
  if (aimed.length > 0) return random.pick(aimed);
  const fitting = found.filter(({ waits: one }) => wanted.includes(one));
  return fitting.length > 0 && random.chance(0.85) ? random.pick(fitting) : pickFrom(random, found);
}

/** Those that wait as a move aims at. */
export function aimedAt({ aim }: Move, found: readonly FoundUpload[]): readonly FoundUpload[] {
  return aim === undefined ? [] : found.filter(({ waits: one }) => one === aim);
}
