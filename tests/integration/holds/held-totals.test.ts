import fc from "fast-check";
import { expect, test } from "vitest";
import { addsUp, toSendOf, without } from "#lib/domain/outcome/control-sums.ts";
import { heldApart } from "#lib/domain/outcome/held-apart.ts";
import type { GroupTotals } from "#lib/domain/views/upload-view.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { endHold } from "#lib/services/holds/end-hold.ts";
import { listHolds } from "#lib/services/holds/list-holds.ts";
import { seekHeld } from "#lib/services/holds/seek-held.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { pauseUpload } from "#lib/services/uploads/pause-upload.ts";
import { resumeUpload } from "#lib/services/uploads/resume-upload.ts";
import { showReceipt } from "#lib/services/uploads/show-receipt.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { idOf, makeCloseOut, sentPortfolio, without as withoutDebtors } from "#tests/support/close-outs/gone-world.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { cases, seedOfRun } from "#tests/support/depth.ts";
import { makePortfolio, makeTeam, stage, type UserCtx } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { host, control } = await runStage();

const debtors = 12;
const some = fc.uniqueArray(fc.nat(debtors - 1), { maxLength: 3 });

/** The hold list of a tenant, as its page changes it. */
function holdsOf(supervisor: UserCtx, tenantId: string) {
  const held = new Set<string>();
  return {
    held,
    hold: async (indexes: readonly number[]) => {
      const identifications = indexes.map(idOf);
      if (identifications.length > 0) await addHolds(supervisor, { tenantId, identifications, why: "claim" });
      for (const one of identifications) held.add(one);
    },
    end: async (indexes: readonly number[]) => {
      const { items } = await listHolds(supervisor, { tenantId });
      for (const { id, identification } of items.filter((one) => indexes.map(idOf).includes(one.identification))) {
        await endHold(supervisor, { tenantId, holdId: id });
        held.delete(identification);
      }
    },
  };
}

/** What the pages of an upload say, which is what its records say. Of an upload that does not move. */
async function told(supervisor: UserCtx, uploadId: string, held: ReadonlySet<string>) {
  const upload = await showUpload(supervisor, { uploadId });
  const shown = heldApart(upload, await seekHeld(supervisor, { uploadId }));
  const records = await ownerDatabase().record.findMany({
    where: { uploadId },
    select: { identification: true, state: true, reason: true, obligations: true, balance: true },
  });
  const sum = (of: typeof records): GroupTotals => ({
    debtors: of.length,
    obligations: of.reduce((all, { obligations }) => all + obligations, 0),
    balance: (of.reduce((all, { balance }) => all + Math.round(Number(balance) * 100), 0) / 100).toFixed(2),
  });
  const isPending = ({ state }: (typeof records)[number]) => state === "pending";
  const isHeld = (one: (typeof records)[number]) =>
    isPending(one) ? held.has(one.identification) : one.state === "not_sent" && one.reason === "held";
  const out = sum(records.filter(isHeld));
  const toSend = without(toSendOf(shown.view), shown.held ?? { debtors: 0, obligations: 0, balance: "0.00" });
  expect(shown.held).toEqual(out.debtors === 0 ? null : out);
  expect(toSend).toEqual(sum(records.filter((one) => one.state !== "unchanged" && !isHeld(one))));
  const { pending, not_sent: notSent } = shown.view.groups;
  expect(pending).toEqual(sum(records.filter((one) => isPending(one) && !isHeld(one))));
  expect(notSent).toEqual(sum(records.filter((one) => isHeld(one) || one.state === "not_sent")));
  expect([addsUp(upload), addsUp(shown.view)]).toEqual([true, true]);
  return { toSend: toSend.debtors, groups: shown.view.groups, held: out };
}

/** Looks at an upload that is staged, then while it is paused, and once it has ended. */
async function follow(supervisor: UserCtx, uploadId: string, held: ReadonlySet<string>, between: () => Promise<void>) {
  const staged = await told(supervisor, uploadId, held);
  if (staged.toSend === 0) return;
  await confirmUpload(supervisor, { uploadId });
  const isPaused = await pauseUpload(supervisor, { uploadId }).then(
    () => true,
    () => false,
  );
  if (isPaused) {
    await expect.poll(async () => (await showUpload(supervisor, { uploadId })).isSending).toBeUndefined();
    expect((await told(supervisor, uploadId, held)).toSend).toBe(staged.toSend);
    await between();
    await told(supervisor, uploadId, held);
    await resumeUpload(supervisor, { uploadId });
  }
  await waitForUpload(supervisor, uploadId, ["finished"]);
  const ended = await told(supervisor, uploadId, held);
  const { groups, notSentReasons } = await showReceipt(supervisor, { uploadId });
  expect(groups).toEqual(ended.groups);
  const { debtors: notSent = 0 } = notSentReasons.find(({ reason }) => reason === "held") ?? {};
  expect(notSent).toBe(ended.held.debtors);
}

test("who is held is not among those to be sent, on every page of an upload and in its receipt", async () => {
  await fc.assert(
    fc.asyncProperty(some, some, some, some, async (before, later, ended, refused) => {
      const { supervisor, tenantId } = await makeTeam({ server: host, batchSize: 4, repeatBehaviour: "updates" });
      const { held, hold, end } = holdsOf(supervisor, tenantId);
      const identifications = refused.map(idOf);
      const action = { do: "refuse_debtors", shape: "objects" } as const;
      await control.setFaults(refused.length === 0 ? [] : [{ match: { identifications }, action }]);
      const uploadId = await stage(supervisor, tenantId, makePortfolio(debtors));
      await hold(before);
      await follow(supervisor, uploadId, held, async () => {
        await hold(later);
        await end(ended);
      });
      await control.setFaults([]);
      await end(before);
      const retry = await retryFailures(supervisor, { uploadId }).catch(() => null);
      if (retry !== null) await follow(supervisor, retry.id, held, () => hold(refused.slice(0, 1)));
    }),
    { numRuns: cases(20, 4), seed: seedOfRun(7), endOnFailure: true },
  );
});

test("the same of a close-out", async () => {
  const world = await sentPortfolio(host);
  const { held, hold } = holdsOf(world.supervisor, world.tenantId);
  const uploadId = await world.send(withoutDebtors(world.rows, 3, 4, 5, 6));
  await hold([3]);
  const made = await makeCloseOut(world.supervisor, uploadId);
  expect((await told(world.supervisor, made.uploadId, held)).toSend).toBe(3);
  await hold([4]);
  expect((await told(world.supervisor, made.uploadId, held)).toSend).toBe(2);
  await follow(world.supervisor, made.uploadId, held, () => hold([5]));
});
