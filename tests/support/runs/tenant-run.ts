import { expect } from "vitest";
import type { UploadState } from "#lib/domain/outcome/upload-state.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { enqueueTenantWorkAt } from "#lib/queue/tenant-work.ts";
import type { Ctx } from "#lib/services/context.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, makeTeam, stage, type TenantSetup } from "../factories.ts";
import { fromNow } from "../from-now.ts";
import { limitMs } from "../limit.ts";

/** A new team with a staged portfolio of so many debtors. */
export async function stagedFor(server: string, debtors: number, setup: Omit<TenantSetup, "server"> = {}) {
  const team = await makeTeam({ server, ...setup });
  return { ...team, uploadId: await stage(team.supervisor, team.tenantId, makePortfolio(debtors)) };
}

/**
 * Uses up the read-backs that an upload makes by itself: unconfirmed debtors then wait until somebody asks
 * for a read-back or states their outcome.
 */
export async function forgoReadBacks(uploadId: string): Promise<void> {
  await ownerDatabase().upload.update({ where: { id: uploadId }, data: { readBackPlanned: 1_000_000 } });
}

/** Waits until a batch of the upload is put back to be sent again, and ends the pause before that. */
export async function passBackOff(uploadId: string): Promise<void> {
  const putBack = { uploadId, state: "pending" as const, attempts: { gt: 0 } };
  // On a slow machine the pause may be over by itself.
  const where = { OR: [putBack, { uploadId, attempts: { gt: 1 } }] };
  await expect.poll(() => ownerDatabase().batch.count({ where })).toBeGreaterThan(0);
  await ownerDatabase().batch.updateMany({ where: putBack, data: { notBefore: fromNow() } });
  const { tenantId } = await ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } });
  await enqueueTenantWorkAt(tenantId, null);
}

/** Waits until an upload is in one of the states; otherwise throws, naming its state and groups. */
export async function waitForUpload(
  ctx: Ctx,
  uploadId: string,
  states: readonly UploadState[],
  timeoutMs: number = limitMs,
): Promise<UploadView> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    // Its view takes a dozen statements: a third of all those that the tests of runs made, when each look read it.
    const { state } = await ownerDatabase().upload.findUniqueOrThrow({
      where: { id: uploadId },
      select: { state: true },
    });
    if (states.includes(state)) {
      const upload = await showUpload(ctx, { uploadId });
      if (states.includes(upload.state)) return upload;
    }
    if (Date.now() > until) {
      const { groups } = await showUpload(ctx, { uploadId });
      throw new Error(`the upload stayed ${state}: ${JSON.stringify(groups)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Debtors per group: accepted, rejected, unconfirmed, not sent, pending. */
export function groupsOf({ groups }: UploadView): number[] {
  return [groups.accepted, groups.rejected, groups.unconfirmed, groups.not_sent, groups.pending].map(
    (group) => group.debtors,
  );
}

/** staged = pending + accepted + rejected + unconfirmed + not sent, in debtors, obligations and cents. */
export function sumOfGroups(upload: UploadView): { debtors: number; obligations: number; cents: bigint } {
  const groups = Object.values(upload.groups);
  return {
    debtors: groups.reduce((sum, group) => sum + group.debtors, 0),
    obligations: groups.reduce((sum, group) => sum + group.obligations, 0),
    cents: groups.reduce((sum, group) => sum + BigInt(group.balance.replace(".", "")), 0n),
  };
}
