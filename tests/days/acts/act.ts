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

/** Does one thing. Returns the uploads that it was about; none if it could not be done, "all" if it was about the tenant. */
export type Act = (stage: Stage) => Promise<readonly FoundUpload[] | "all">;

export const nothingToDo: readonly FoundUpload[] = [];

export interface FoundUpload {
  readonly known: KnownUpload;
  readonly state: UploadState;
  readonly waits: Waits;
}

/** A tenant's uploads, in the order of their staging. */
export async function uploadsOf(world: World, { tenantId }: KnownTenant): Promise<FoundUpload[]> {
  const rows = await ownerDatabase().upload.findMany({
    where: { tenantId },
    select: { id: true, state: true, unconfirmedDebtors: true },
  });
  const states = new Map(rows.map((row) => [row.id, row]));
  return [...world.uploads.values()].flatMap((known) => {
    const row = states.get(known.id);
    return row === undefined
      ? []
      : [{ known, state: row.state, waits: waitsOf(row.state, row.unconfirmedDebtors > 0) }];
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

/** One that waits so; one of any state if there is none, or now and then: it will be refused. */
export function pickWaiting(
  random: Random,
  found: readonly FoundUpload[],
  ...wanted: readonly Waits[]
): FoundUpload | null {
  const fitting = found.filter(({ waits: one }) => wanted.includes(one));
  return fitting.length > 0 && random.chance(0.85) ? random.pick(fitting) : pickFrom(random, found);
}
