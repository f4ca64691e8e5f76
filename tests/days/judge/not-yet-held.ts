import { saidAt } from "../world/known.ts";
import type { World } from "../world/world.ts";
import type { Seen } from "./seen.ts";

// Differences that today's portal has. Random histories go on after them, so that others are found, too; each has its
// shortest history in ../not-yet-held, and `--play` judges it. What is repaired goes from here.

/**
 * `additions-after-a-move.json`: additions accepted at another server make a debtor's row live again with obligations that only
 * the server before has.
 */
export function isJoinedElsewhere(world: World, uploadId: string): boolean {
  const known = world.uploads.get(uploadId);
  return world.goesOn && known?.kind !== "whole" && known !== undefined && hasMoved(known.tenant, 0);
}

function hasMoved(tenant: Seen["known"]["tenant"], since: number): boolean {
  const before = saidAt(tenant, since);
  const later = tenant.said.filter(({ step }) => step > since);
  return later.some(({ host, operation }) => host !== before.host || operation !== before.operation);
}
