import { describe, expect, test } from "vitest";
import { chooseSending } from "#lib/services/comparison/choose-sending.ts";
import { compareAgain } from "#lib/services/comparison/compare-again.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import type { TenantId } from "#lib/services/context.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { listCalls } from "#lib/services/outcomes/list-calls.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { planRetry } from "#lib/services/outcomes/plan-retry.ts";
import { searchDebtor } from "#lib/services/outcomes/search-debtor.ts";
import { exportPerson } from "#lib/services/people/export-person.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { pauseUpload } from "#lib/services/uploads/pause-upload.ts";
import { planUpload } from "#lib/services/uploads/plan-upload.ts";
import { resumeUpload } from "#lib/services/uploads/resume-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { acceptAll, explainStops, makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import {
  collected,
  makePortfolio,
  makeTeam,
  makeUser,
  signedOut,
  stage,
  type UserCtx,
} from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { sumOfGroups, waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { host, control } = await runStage();

const rows = makePortfolio(30);
const idOf = (index: number) => String(10_000_000 + index);
const nameOf = (index: number, name: string, from: readonly (readonly string[])[] = rows) =>
  from.map((row) => (row[0] === idOf(index) ? row.with(1, name) : [...row]));

/** A tenant with a portfolio whose first load has been sent whole. */
async function loaded() {
  const team = await makeTeam({ server: host, batchSize: 5, repeatBehaviour: "updates" });
  const portfolioId = await makePortfolioOf(team.tenantId);
  const uploadId = await stageLoad(team.supervisor, team.tenantId, portfolioId, rows);
  await confirmUpload(team.supervisor, { uploadId });
  await waitForUpload(team.supervisor, uploadId, ["finished"]);
  const load = (day: readonly (readonly string[])[]) => stageLoad(team.supervisor, team.tenantId, portfolioId, day);
  return { ...team, portfolioId, load };
}

test("the calls of a load number its batches as a person counts them, whatever group they are of", async () => {
  const { supervisor, load } = await loaded();
  const uploadId = await load(nameOf(3, "Otro Nombre"));
  await chooseSending(supervisor, { uploadId, sends: "everything", countsVolatile: true });
  await confirmUpload(supervisor, { uploadId });
  const { batchCount } = await waitForUpload(supervisor, uploadId, ["finished"]);
  const { items } = await listCalls(supervisor, { uploadId });
  const numbers = items.flatMap(({ batchOrdinal }) => (batchOrdinal === null ? [] : [batchOrdinal + 1]));
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: batchCount }, (_, place) => place + 1));
});

async function statesOf(ctx: UserCtx, uploadId: string) {
  const upload = await showUpload(ctx, { uploadId });
  const { debtors, obligations, cents } = sumOfGroups(upload);
  const { staged } = upload.totals;
  expect([debtors, obligations, cents]).toEqual([
    staged.debtors,
    staged.obligations,
    BigInt(staged.balance.replace(".", "")),
  ]);
  return {
    pending: upload.groups.pending.debtors,
    unchanged: upload.groups.unchanged.debtors,
    accepted: upload.groups.accepted.debtors,
    batches: upload.batchCount,
  };
}

const refused = (code: string) => expect.objectContaining({ code });

describe("only what changed", () => {
  test("is sent by default, and finishes without the rest", async () => {
    const { supervisor, load } = await loaded();
    const uploadId = await load(nameOf(3, "Otro Nombre"));
    expect(await statesOf(supervisor, uploadId)).toEqual({ pending: 1, unchanged: 29, accepted: 0, batches: 1 });
    expect((await planUpload(supervisor, { uploadId })).calls).toBe(1);
    await confirmUpload(supervisor, { uploadId });
    await waitForUpload(supervisor, uploadId, ["finished"]);
    expect(await statesOf(supervisor, uploadId)).toEqual({ pending: 0, unchanged: 29, accepted: 1, batches: 1 });
    expect((await showComparison(supervisor, { uploadId })).frozenAt).not.toBeNull();
    const { items } = await listRecords(supervisor, { uploadId, state: "unchanged" });
    expect(items).toHaveLength(29);
    const report = await exportRows(supervisor, { uploadId, group: "unchanged" });
    expect((await collected(report.rows)).length).toBeGreaterThan(29);
    expect((await planRetry(supervisor, { uploadId })).debtors).toBe(0);
  });

  test("a load that nobody confirmed calls nobody unchanged", async () => {
    const { admin, supervisor, tenantId, load } = await loaded();
    const person = { tenantId, identification: idOf(5) };
    const told = async () => [
      (await searchDebtor(supervisor, person))[0]?.state,
      (await exportPerson(admin, person)).records.at(-1)?.outcome,
    ];
    const discarded = await load(nameOf(3, "Otro Nombre"));
    expect(await told()).toEqual(["pending", "pending"]);
    await cancelUpload(supervisor, { uploadId: discarded });
    expect(await told()).toEqual(["not_sent", "not_sent"]);
    const uploadId = await load(nameOf(3, "Otro Nombre"));
    await confirmUpload(supervisor, { uploadId });
    expect(await told()).toEqual(["unchanged", "unchanged"]);
  });

  test("leaves out who only differs from day to day, until a person wants otherwise", async () => {
    const { supervisor, portfolioId, load } = await loaded();
    await ownerDatabase().portfolio.update({
      where: { id: portfolioId },
      data: { volatileFields: ["obligation.name"] },
    });
    const older = (product: string) => rows.map((row) => row.with(6, product));
    const first = await load(older("Oro"));
    await chooseSending(supervisor, { uploadId: first, sends: "changes", countsVolatile: false });
    expect((await showUpload(supervisor, { uploadId: first })).groups).toMatchObject({
      pending: { debtors: 0 },
      unchanged: { debtors: 0 },
      volatile: { debtors: 30 },
    });
    await chooseSending(supervisor, { uploadId: first, sends: "changes", countsVolatile: true });
    await explainStops(supervisor, first);
    await confirmUpload(supervisor, { uploadId: first });
    await waitForUpload(supervisor, first, ["finished"]);
    expect(await statesOf(supervisor, first)).toMatchObject({ accepted: 30, unchanged: 0 });
    // There are calls for everybody, who changed: nothing would be saved.
    const second = await load(older("Plata"));
    expect(await statesOf(supervisor, second)).toMatchObject({ pending: 30, unchanged: 0 });
    expect((await showComparison(supervisor, { uploadId: second })).choice).toMatchObject({
      ...{ sends: "everything", countsVolatile: true, refusal: null },
      calls: { everything: 6, changes: 6, changesWithoutVolatile: 0 },
    });
  });

  test("of an unchanged file finishes at once", async () => {
    const { supervisor, load } = await loaded();
    const before = (await control.requests()).length;
    const uploadId = await load(rows);
    expect(await statesOf(supervisor, uploadId)).toEqual({ pending: 0, unchanged: 30, accepted: 0, batches: 0 });
    await explainStops(supervisor, uploadId);
    await confirmUpload(supervisor, { uploadId });
    const over = await waitForUpload(supervisor, uploadId, ["finished"]);
    expect(over.callsMade).toBe(0);
    const calls = (await control.requests()).slice(before).filter(({ endpoint }) => endpoint === "massive_collections");
    expect(calls).toEqual([]);
  });

  test("is a choice, made and taken back", async () => {
    const { supervisor, portfolioId, load } = await loaded();
    await ownerDatabase().portfolio.update({
      where: { id: portfolioId },
      data: { volatileFields: ["obligation.name"] },
    });
    await acceptAll(await load(rows));
    const uploadId = await load(nameOf(3, "Otro").map((row) => (row[0] === idOf(4) ? row.with(6, "Oro") : row)));
    const choose = (sends: "everything" | "changes", countsVolatile: boolean) =>
      chooseSending(supervisor, { uploadId, sends, countsVolatile });
    const shown = await choose("everything", true);
    expect(shown.choice).toMatchObject({
      sends: "everything",
      isOpen: true,
      calls: { everything: 8, changes: 2, changesWithoutVolatile: 1 },
    });
    expect(await statesOf(supervisor, uploadId)).toMatchObject({ pending: 30, unchanged: 0, batches: 8 });
    expect((await choose("changes", true)).choice).toMatchObject({ sends: "changes", countsVolatile: true });
    expect(await statesOf(supervisor, uploadId)).toMatchObject({ pending: 2, unchanged: 28, batches: 2 });
    await choose("changes", false);
    expect(await statesOf(supervisor, uploadId)).toMatchObject({ pending: 1, unchanged: 28, batches: 1 });
    expect(await ownerDatabase().auditEntry.count({ where: { subject: uploadId, action: "sending_chosen" } })).toBe(3);
    await confirmUpload(supervisor, { uploadId });
    await expect(choose("everything", true)).rejects.toEqual(refused("state_moved"));
  });

  test.each([
    { sendsChanges: true, countsVolatile: true, moved: 1 },
    { sendsChanges: false, countsVolatile: false, moved: 29 },
  ])("is what was chosen last, though that broke off: %j", async ({ moved, ...chosen }) => {
    const { supervisor, portfolioId, load } = await loaded();
    await ownerDatabase().portfolio.update({
      where: { id: portfolioId },
      data: { volatileFields: ["obligation.name"] },
    });
    const uploadId = await load(nameOf(3, "Otro").map((row) => (row[0] === idOf(4) ? row.with(6, "Oro") : row)));
    await chooseSending(supervisor, { uploadId, sends: "changes", countsVolatile: false });
    expect(await statesOf(supervisor, uploadId)).toMatchObject({ pending: 1, unchanged: 28 });
    // As if the portal had died after the choice was stored, before any batch was moved.
    await ownerDatabase().comparison.update({ where: { uploadId }, data: chosen });
    await expect(confirmUpload(supervisor, { uploadId })).rejects.toMatchObject({
      code: "comparison_moved",
      params: { debtors: moved },
    });
    await confirmUpload(supervisor, { uploadId });
    await waitForUpload(supervisor, uploadId, ["finished"]);
    expect(await statesOf(supervisor, uploadId)).toMatchObject({ accepted: 1 + moved, unchanged: 29 - moved });
  });

  test("is refused to strangers and where nothing is known", async () => {
    const { supervisor, tenantId, load } = await loaded();
    const uploadId = await load(rows);
    const input = { uploadId, sends: "changes", countsVolatile: true } as const;
    await expect(chooseSending(signedOut, input)).rejects.toEqual(refused("signed_out"));
    await expect(chooseSending(await makeUser("supervisor"), input)).rejects.toEqual(refused("not_found"));
    await expect(chooseSending(supervisor, { ...input, sends: "none" as never })).rejects.toEqual(refused("invalid"));
    await ownerDatabase().tenant.update({ where: { id: tenantId }, data: { repeatBehaviour: "unknown" } });
    await expect(chooseSending(supervisor, input)).rejects.toMatchObject({
      code: "invalid",
      params: { problems: ["sends:repeats_unknown"] },
    });
    const none = await stage(supervisor, tenantId, rows);
    await expect(chooseSending(supervisor, { ...input, uploadId: none })).rejects.toEqual(refused("not_found"));
    expect(await statesOf(supervisor, await load(rows))).toMatchObject({ pending: 30, unchanged: 0 });
  });

  test("gives way to a full send when that is due", async () => {
    const { supervisor, portfolioId, load } = await loaded();
    const old = fromNow(-8 * 86_400_000);
    await ownerDatabase().upload.updateMany({ where: { portfolioId }, data: { confirmedAt: old } });
    const uploadId = await load(rows);
    const { choice } = await showComparison(supervisor, { uploadId });
    expect(choice).toMatchObject({
      sends: "everything",
      isFullSendDue: true,
      refusal: null,
      fullSendAt: old.toISOString(),
    });
  });

  test("counts a load that was cancelled once all of it was sent as sent whole", async () => {
    const { supervisor, tenantId } = await makeTeam({ server: host, batchSize: 100, repeatBehaviour: "updates" });
    const portfolioId = await makePortfolioOf(tenantId);
    const uploadId = await stageLoad(supervisor, tenantId, portfolioId, rows);
    await control.setSettings({ held: [idOf(0)] });
    await confirmUpload(supervisor, { uploadId });
    await expect.poll(() => ownerDatabase().batch.count({ where: { uploadId, state: "sending" } })).toBe(1);
    await cancelUpload(supervisor, { uploadId });
    await control.setSettings({ held: [] });
    await expect.poll(async () => (await showUpload(supervisor, { uploadId })).groups.accepted.debtors).toBe(30);
    const next = await stageLoad(supervisor, tenantId, portfolioId, rows);
    const { choice } = await showComparison(supervisor, { uploadId: next });
    expect([choice.fullSendAt, choice.isFullSendDue]).toEqual([expect.any(String), false]);
  });

  test("cancelled, the unchanged stay unchanged", async () => {
    const { supervisor, load } = await loaded();
    const uploadId = await load(nameOf(3, "Otro"));
    const cancelled = await cancelUpload(supervisor, { uploadId });
    expect([cancelled.groups.unchanged.debtors, cancelled.groups.not_sent.debtors]).toEqual([29, 1]);
  });
});

describe("confirming", () => {
  test("sends whom the snapshot has otherwise since", async () => {
    const { supervisor, portfolioId, load } = await loaded();
    const uploadId = await load(nameOf(3, "Otro"));
    await ownerDatabase().snapshotDebtor.updateMany({
      where: { portfolioId, identification: idOf(7) },
      data: { state: "uncertain" },
    });
    await expect(confirmUpload(supervisor, { uploadId })).rejects.toMatchObject({
      code: "comparison_moved",
      params: { debtors: 1 },
    });
    expect(await statesOf(supervisor, uploadId)).toMatchObject({ pending: 2, unchanged: 28, batches: 2 });
    await confirmUpload(supervisor, { uploadId });
    await waitForUpload(supervisor, uploadId, ["finished"]);
  });

  test("is refused on figures that somebody else has had made again since", async () => {
    const { supervisor, tenantId, load } = await loaded();
    const uploadId = await load(nameOf(3, "Otro"));
    const { comparedAt } = await showComparison(supervisor, { uploadId });
    await compareAgain(tenantId as TenantId, uploadId);
    await expect(confirmUpload(supervisor, { uploadId, comparedAt })).rejects.toMatchObject({
      code: "comparison_moved",
      params: { debtors: 0 },
    });
    const again = await showComparison(supervisor, { uploadId });
    await confirmUpload(supervisor, { uploadId, comparedAt: again.comparedAt });
    await waitForUpload(supervisor, uploadId, ["finished"]);
  });

  test("sends whom an upload still pushing carries", async () => {
    const { supervisor, tenantId, load } = await loaded();
    await control.setSettings({ held: rows.map(([id = ""]) => id) });
    const earlier = await load(nameOf(9, "Ayer"));
    // Both were compared before either was sent.
    const uploadId = await load(rows);
    expect(await statesOf(supervisor, uploadId)).toMatchObject({ pending: 0, unchanged: 30 });
    await confirmUpload(supervisor, { uploadId: earlier });
    await pauseUpload(supervisor, { uploadId: earlier });
    await explainStops(supervisor, uploadId);
    await expect(confirmUpload(supervisor, { uploadId })).rejects.toEqual(refused("comparison_moved"));
    await confirmUpload(supervisor, { uploadId });
    await resumeUpload(supervisor, { uploadId: earlier });
    await control.setSettings({ held: [] });
    await waitForUpload(supervisor, uploadId, ["finished"]);
    const sent = await ownerDatabase().record.findFirstOrThrow({
      where: { tenantId, uploadId, identification: idOf(9) },
    });
    expect(sent.state).toBe("accepted");
    const written = (await control.ledger()).filter(({ identification }) => identification === idOf(9));
    expect(written.map(({ payload }) => JSON.parse(payload).Name)).toEqual([
      "Cliente Número 9",
      "Ayer",
      "Cliente Número 9",
    ]);
  });

  test.each(["unknown", "duplicates"] as const)("sends everything once repeats are %s", async (repeatBehaviour) => {
    const { supervisor, tenantId, load } = await loaded();
    const uploadId = await load(nameOf(3, "Otro"));
    await ownerDatabase().tenant.update({ where: { id: tenantId }, data: { repeatBehaviour } });
    const moved = { code: "comparison_moved", params: { debtors: 29, setting: repeatBehaviour } };
    await expect(confirmUpload(supervisor, { uploadId })).rejects.toMatchObject(moved);
    expect(await statesOf(supervisor, uploadId)).toMatchObject({ pending: 30, unchanged: 0 });
    const { choice } = await showComparison(supervisor, { uploadId });
    const refusal = repeatBehaviour === "unknown" ? "repeats_unknown" : "repeats_duplicate";
    expect(choice).toMatchObject({ sends: "everything", refusal });
    await confirmUpload(supervisor, { uploadId });
    await waitForUpload(supervisor, uploadId, ["finished"]);
  });

  test("sends whom an upload carries that pushes meanwhile", async () => {
    const { supervisor, tenantId, load } = await loaded();
    await control.setSettings({ held: [idOf(5)] });
    const earlier = await load(rows.map((row) => row.with(1, `Ayer ${row[0]}`)));
    await explainStops(supervisor, earlier);
    await confirmUpload(supervisor, { uploadId: earlier });
    await expect
      .poll(async () => (await showUpload(supervisor, { uploadId: earlier })).groups.accepted.debtors)
      .toBeGreaterThan(0);
    // Compared with what has arrived by now: those are changed, and the others as they were.
    const uploadId = await load(nameOf(3, "Otro"));
    const staged = await statesOf(supervisor, uploadId);
    expect(staged.unchanged).toBeGreaterThan(0);
    expect((await showUpload(supervisor, { uploadId: earlier })).state).toBe("running");
    await explainStops(supervisor, uploadId);
    await expect(confirmUpload(supervisor, { uploadId })).rejects.toMatchObject({
      code: "comparison_moved",
      params: { debtors: staged.unchanged },
    });
    // The new figures: everybody goes.
    expect(await statesOf(supervisor, uploadId)).toMatchObject({ pending: 30, unchanged: 0 });
    expect((await planUpload(supervisor, { uploadId })).calls).toBe((await statesOf(supervisor, uploadId)).batches);
    await confirmUpload(supervisor, { uploadId });
    await control.setSettings({ held: [] });
    await waitForUpload(supervisor, uploadId, ["finished"]);
    const records = await ownerDatabase().record.count({ where: { tenantId, uploadId, state: "accepted" } });
    expect(records).toBe(30);
    const last = new Map(
      (await control.ledger()).map(({ identification, payload }) => [identification, JSON.parse(payload).Name]),
    );
    for (const [id, name] of nameOf(3, "Otro")) expect(last.get(id ?? "")).toBe(name);
    const next = await load(nameOf(3, "Otro"));
    expect(await statesOf(supervisor, next)).toMatchObject({ pending: 0, unchanged: 30 });
  });

  test("shows figures that moved again, and then goes on", async () => {
    const { supervisor, load } = await loaded();
    const day = makePortfolio(31).filter(([id]) => id !== idOf(0));
    const first = await load(day);
    // Both were compared before either was sent.
    const uploadId = await load(day);
    const figures = async () => (await showComparison(supervisor, { uploadId })).figures.debtors;
    expect([(await figures()).new.debtors, (await figures()).gone.debtors]).toEqual([1, 1]);
    await confirmUpload(supervisor, { uploadId: first });
    await waitForUpload(supervisor, first, ["finished"]);
    await explainStops(supervisor, uploadId);
    await expect(confirmUpload(supervisor, { uploadId })).rejects.toMatchObject({
      code: "comparison_moved",
      params: { debtors: 0 },
    });
    const now = await figures();
    expect([now.new.debtors, now.gone.debtors, now.same.debtors]).toEqual([0, 0, 30]);
    await confirmUpload(supervisor, { uploadId });
    await waitForUpload(supervisor, uploadId, ["finished"]);
  });

  test("is not held up by what moved and made no difference", async () => {
    const { supervisor, load } = await loaded();
    const uploadId = await load(nameOf(3, "Otro"));
    const { figures, comparedAt } = await showComparison(supervisor, { uploadId });
    // As if a row had been written that says the same to this file.
    const moved = { ...figures, snapshotVersion: "another" } as object;
    await ownerDatabase().comparison.update({ where: { uploadId }, data: { figures: moved } });
    await confirmUpload(supervisor, { uploadId });
    const confirmed = await showComparison(supervisor, { uploadId });
    expect(confirmed.figures).toEqual(figures);
    expect(confirmed.comparedAt > comparedAt).toBe(true);
    expect(confirmed.frozenAt).not.toBeNull();
  });

  test("writes who is gone, once, by whole files", async () => {
    const { supervisor, portfolioId, load } = await loaded();
    const without = rows.filter(([id]) => id !== idOf(2));
    const uploadId = await load(without);
    const stateOf = async () =>
      (await ownerDatabase().snapshotDebtor.findFirstOrThrow({ where: { portfolioId, identification: idOf(2) } }))
        .state;
    expect(await stateOf()).toBe("live");
    await confirmUpload(supervisor, { uploadId });
    expect(await stateOf()).toBe("gone");
    await waitForUpload(supervisor, uploadId, ["finished"]);
    const back = await load(rows);
    const { figures } = await showComparison(supervisor, { uploadId: back });
    expect([figures.debtors.gone.debtors, figures.debtors.returned.debtors]).toEqual([0, 1]);
  });
});

describe("a load that is cancelled once confirmed", () => {
  test("leaves nobody gone, and everybody as they were", async () => {
    const { supervisor, portfolioId, load } = await loaded();
    const states = async () => {
      const found = await ownerDatabase().snapshotDebtor.groupBy({
        by: ["state"],
        where: { portfolioId },
        _count: true,
      });
      return Object.fromEntries(found.map(({ state, _count }) => [state, _count]));
    };
    await control.setSettings({ held: rows.map(([id = ""]) => id) });
    const wrong = await load(nameOf(1, "Otro").filter(([id]) => id === idOf(1) || id === idOf(2)));
    await explainStops(supervisor, wrong);
    await confirmUpload(supervisor, { uploadId: wrong });
    expect(await states()).toMatchObject({ gone: 28 });
    await cancelUpload(supervisor, { uploadId: wrong });
    await control.setSettings({ held: [] });
    await waitForUpload(supervisor, wrong, ["cancelled"]);
    expect(await states()).toEqual({ live: 30 });
    expect(await ownerDatabase().snapshotDebtor.count({ where: { portfolioId, since: { not: null } } })).toBe(0);
    const { figures } = await showComparison(supervisor, { uploadId: await load(rows) });
    expect([figures.debtors.gone.debtors, figures.debtors.returned.debtors]).toEqual([0, 0]);
    expect(figures.debtors.same.debtors).toBeGreaterThanOrEqual(28);
  });
});

describe("a full send", () => {
  test("to another operation is none to the one of today", async () => {
    const { supervisor, tenantId, load } = await loaded();
    const { operation } = await ownerDatabase().tenant.findUniqueOrThrow({ where: { id: tenantId } });
    const move = (to: string) => ownerDatabase().tenant.update({ where: { id: tenantId }, data: { operation: to } });
    const uploadId = await load(nameOf(3, "Otro"));
    const fullSendAt = async () => (await showComparison(supervisor, { uploadId })).choice.fullSendAt;
    const here = await fullSendAt();
    expect(here).toEqual(expect.any(String));
    await move(`${operation} bis`);
    expect(await fullSendAt()).toBeNull();
    await move(operation);
    expect(await fullSendAt()).toBe(here);
  });

  test("of one part is none of another", async () => {
    const { supervisor, tenantId, portfolioId } = await loaded();
    const old = fromNow(-8 * 86_400_000);
    await ownerDatabase().upload.updateMany({ where: { portfolioId }, data: { confirmedAt: old } });
    const part = (number: number, day: readonly (readonly string[])[]) =>
      stageLoad(supervisor, tenantId, portfolioId, day, { load: { kind: "part", number, of: 2 } });
    const first = await part(1, rows.slice(0, 20));
    expect((await showComparison(supervisor, { uploadId: first })).choice).toMatchObject({
      sends: "everything",
      isFullSendDue: true,
    });
    await confirmUpload(supervisor, { uploadId: first });
    await waitForUpload(supervisor, first, ["finished"]);
    const sendsOf = async (uploadId: string) => (await showComparison(supervisor, { uploadId })).choice.sends;
    expect(await sendsOf(await part(2, rows.slice(20)))).toBe("everything");
    expect(await sendsOf(await part(1, rows.slice(0, 20)))).toBe("changes");
  });
});
