import { portalDatabase } from "#lib/database/client.ts";
import { selectUnreviewed } from "#lib/database/operations/database-restores.ts";
import { isAllowed } from "#lib/domain/access/permission.ts";
import type { UnknownTimesView } from "#lib/domain/views/unknown-times-view.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/** The times of which the portal knows nothing since it was put back from a backup, until an admin has reviewed them. */
export async function listUnknownTimes(ctx: Ctx): Promise<UnknownTimesView> {
  const actor = authoriseActor(ctx, "uploads.read");
  const times = await selectUnreviewed(portalDatabase());
  return {
    times: times.map(({ id, takenAt, restoredAt, uploads }) => ({
      restoreId: id,
      from: takenAt.toISOString(),
      to: restoredAt.toISOString(),
      uploads,
    })),
    canReview: isAllowed(actor.role, "tenants.manage"),
  };
}
