import { describe, expect, test } from "vitest";
import { chooseSending } from "#lib/services/comparison/choose-sending.ts";
import { renewComparison } from "#lib/services/comparison/renew-comparison.ts";
import { seekMoved } from "#lib/services/comparison/seek-moved.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { seekHeld } from "#lib/services/holds/seek-held.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { acceptAll, explainStops, makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { cases } from "#tests/support/depth.ts";
import { makePortfolio, makeTeam } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { host } = await runStage();
const rows = makePortfolio(30);
const idOf = (index: number) => String(10_000_000 + index);
const renamed = (name: string, ...indexes: number[]) =>
  rows.map((row) => (indexes.some((index) => row[0] === idOf(index)) ? row.with(1, name) : row));

/** A portfolio whose first load the CRM has. */
async function loaded() {
  const team = await makeTeam({ server: host, batchSize: 5, repeatBehaviour: "updates" });
  const { admin, supervisor, tenantId } = team;
  const portfolioId = await makePortfolioOf(tenantId);
  const load = (day: readonly (readonly string[])[]) => stageLoad(supervisor, tenantId, portfolioId, day);
  const send = async (uploadId: string) => {
    await explainStops(supervisor, uploadId);
    await confirmUpload(supervisor, { uploadId });
    await waitForUpload(supervisor, uploadId, ["finished"]);
  };
  await send(await load(rows));
  const say = (repeatBehaviour: "updates" | "duplicates" | "unknown") =>
    editTenant(admin, { tenantId, repeatBehaviour });
  const toSend = async (uploadId: string) => (await showUpload(supervisor, { uploadId })).groups.pending.debtors;
  /** What the page has that a person confirms. */
  const seenOf = async (uploadId: string) => {
    const { groups, tenant, repeatBehaviour: repeats } = await showUpload(supervisor, { uploadId });
    const held = (await seekHeld(supervisor, { uploadId }))?.debtors ?? 0;
    const { comparedAt, choice, figures } = await showComparison(supervisor, { uploadId });
    const debtors = groups.pending.debtors - held;
    const { operation, server } = tenant;
    return {
      ...{ choice, figures, debtors },
      input: { comparedAt, seenFor: { operation, server, repeats, debtors } },
    };
  };
  return { ...team, portfolioId, load, send, say, toSend, seenOf };
}

describe("compared again after an admin said what the CRM does", () => {
  test.for(["duplicates", "unknown"] as const)("sends only what changed, if it was staged while: %s", async (said) => {
    const { supervisor, load, say, toSend } = await loaded();
    await say(said);
    const uploadId = await load(renamed("Otro", 3));
    expect(await toSend(uploadId)).toBe(30);
    expect(await seekMoved(supervisor, { uploadId })).toBe(false);
    await say("updates");
    // Only a page that says so offers to compare it again.
    expect(await seekMoved(supervisor, { uploadId })).toBe(true);
    expect(await renewComparison(supervisor, { uploadId })).toEqual({
      ...{ debtors: 0, isOnlyBudget: false, setting: "updates" },
    });
    expect(await seekMoved(supervisor, { uploadId })).toBe(false);
    expect(await toSend(uploadId)).toBe(1);
    expect((await showComparison(supervisor, { uploadId })).choice).toMatchObject({ sends: "changes", refusal: null });
  });

  test("sends everything, and only what changed once it updates again", async () => {
    const { supervisor, load, say, toSend } = await loaded();
    const uploadId = await load(renamed("Otro", 3));
    expect(await seekMoved(supervisor, { uploadId })).toBe(false);
    await say("duplicates");
    expect(await seekMoved(supervisor, { uploadId })).toBe(true);
    expect(await renewComparison(supervisor, { uploadId })).toMatchObject({ debtors: 29, setting: "duplicates" });
    expect([await toSend(uploadId), await seekMoved(supervisor, { uploadId })]).toEqual([30, false]);
    await say("updates");
    expect(await seekMoved(supervisor, { uploadId })).toBe(true);
    await renewComparison(supervisor, { uploadId });
    expect(await toSend(uploadId)).toBe(1);
  });

  test("sends what a person chose", async () => {
    const { supervisor, load, say, toSend } = await loaded();
    const uploadId = await load(renamed("Otro", 3));
    await chooseSending(supervisor, { uploadId, sends: "everything", countsVolatile: true });
    await say("duplicates");
    await say("updates");
    expect(await seekMoved(supervisor, { uploadId })).toBe(false);
    await renewComparison(supervisor, { uploadId });
    expect(await toSend(uploadId)).toBe(30);
  });

  test("sends everything if a full send is due", async () => {
    const { supervisor, portfolioId, load, say, toSend } = await loaded();
    await say("unknown");
    const uploadId = await load(renamed("Otro", 3));
    const old = fromNow(-8 * 86_400_000);
    await ownerDatabase().upload.updateMany({ where: { portfolioId }, data: { confirmedAt: old } });
    await say("updates");
    await renewComparison(supervisor, { uploadId });
    expect(await toSend(uploadId)).toBe(30);
  });
});

describe("whom a page calls unchanged is not sent", () => {
  test("by a choice of what was compared again while everything was to be sent", async () => {
    const { supervisor, load, send, say, toSend } = await loaded();
    await say("duplicates");
    const uploadId = await load(renamed("Otro", 3, 4));
    await send(await load(renamed("Otro", 3)));
    await renewComparison(supervisor, { uploadId });
    await say("updates");
    const { figures } = await chooseSending(supervisor, { uploadId, sends: "changes", countsVolatile: true });
    expect([figures.debtors.changed.debtors, await toSend(uploadId)]).toEqual([1, 1]);
    await explainStops(supervisor, uploadId);
    await confirmUpload(supervisor, { uploadId });
    const { groups } = await waitForUpload(supervisor, uploadId, ["finished"]);
    expect(groups.accepted.debtors).toBe(1);
  });

  test("by a choice that broke off", async () => {
    const { supervisor, load, toSend } = await loaded();
    const uploadId = await load(renamed("Otro", 3));
    await chooseSending(supervisor, { uploadId, sends: "everything", countsVolatile: true });
    // As if the portal had died after the choice was stored, before any batch was moved.
    await ownerDatabase().comparison.update({ where: { uploadId }, data: { sendsChanges: true } });
    await expect(confirmUpload(supervisor, { uploadId })).rejects.toMatchObject({ code: "comparison_moved" });
    expect(await toSend(uploadId)).toBe(1);
    await confirmUpload(supervisor, { uploadId });
    await waitForUpload(supervisor, uploadId, ["finished"]);
  });

  test("by a part that was compared again because another one was discarded", async () => {
    const { supervisor, tenantId, portfolioId, load, send, toSend } = await loaded();
    const part = (number: number, day: readonly (readonly string[])[]) =>
      stageLoad(supervisor, tenantId, portfolioId, day, { load: { kind: "part", number, of: 2 } });
    const other = await part(1, rows.slice(0, 10));
    const uploadId = await part(2, renamed("Otro", 20, 21).slice(10));
    await chooseSending(supervisor, { uploadId, sends: "changes", countsVolatile: true });
    expect(await toSend(uploadId)).toBe(2);
    await send(await load(renamed("Otro", 20)));
    await cancelUpload(supervisor, { uploadId: other });
    const { figures } = await showComparison(supervisor, { uploadId });
    expect([figures.debtors.changed.debtors, await toSend(uploadId)]).toEqual([1, 1]);
  });
});

describe("what is confirmed is what was shown", () => {
  test("else a person looks again: another one chose, or somebody is held", async () => {
    const { supervisor, tenantId, load, seenOf } = await loaded();
    const uploadId = await load(renamed("Otro", 3, 4));
    const refused = { code: "comparison_moved", params: { setting: "sending" } };
    const changes = await seenOf(uploadId);
    expect(changes.debtors).toBe(2);
    await chooseSending(supervisor, { uploadId, sends: "everything", countsVolatile: true });
    await expect(confirmUpload(supervisor, { uploadId, ...changes.input })).rejects.toMatchObject(refused);
    await chooseSending(supervisor, { uploadId, sends: "changes", countsVolatile: true });
    await addHolds(supervisor, { tenantId, identifications: [idOf(3)], why: "claim" });
    await expect(confirmUpload(supervisor, { uploadId, ...changes.input })).rejects.toMatchObject(refused);
    const now = await seenOf(uploadId);
    expect(now.debtors).toBe(1);
    await confirmUpload(supervisor, { uploadId, ...now.input });
    expect((await waitForUpload(supervisor, uploadId, ["finished"])).groups.accepted.debtors).toBe(1);
  });

  test.for([1, 2, 3, 4, 5, 6, 7, 8].slice(0, cases(8, 2)))(
    "whatever an admin says and a person presses before: seed %i",
    async (seed) => {
      const { supervisor, load, say, seenOf } = await loaded();
      let state = seed;
      const random = (below: number) => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
      };
      const someDay = () => renamed(`Otro ${random(2)}`, ...Array.from({ length: 3 }, () => random(30)));
      await say((["updates", "duplicates", "unknown"] as const)[random(3)] ?? "updates");
      const uploadId = await load(someDay());
      const acts = [
        () => say("updates"),
        () => say("duplicates"),
        () => renewComparison(supervisor, { uploadId }),
        async () => {
          const { refusal } = (await seenOf(uploadId)).choice;
          const sends = refusal === null && random(2) === 0 ? "changes" : "everything";
          await chooseSending(supervisor, { uploadId, sends, countsVolatile: random(2) === 0 });
        },
        async () => acceptAll(await load(someDay())),
      ];
      const act = async () => void (await acts[random(acts.length)]?.());
      for (let step = 0; step < 8; step++) {
        await act();
        const { choice, figures, debtors } = await seenOf(uploadId);
        if (await seekMoved(supervisor, { uploadId })) continue;
        const { new: added, changed, returned, volatile } = figures.debtors;
        const changes =
          added.debtors + changed.debtors + returned.debtors + (choice.countsVolatile ? volatile.debtors : 0);
        expect(debtors).toBe(choice.sends === "everything" ? 30 : changes);
      }
      await explainStops(supervisor, uploadId);
      for (let attempt = 0; ; attempt++) {
        const { input, debtors } = await seenOf(uploadId);
        if (attempt < 3) await act();
        const answer = await confirmUpload(supervisor, { uploadId, ...input }).catch(
          ({ code }: { code: string }) => code,
        );
        if (typeof answer === "string") {
          if (answer === "drift_stopped") await explainStops(supervisor, uploadId);
          else expect(answer).toBe("comparison_moved");
          expect(attempt).toBeLessThan(10);
          continue;
        }
        expect(answer.groups.pending.debtors).toBe(debtors);
        break;
      }
      await waitForUpload(supervisor, uploadId, ["finished"]);
    },
  );
});
