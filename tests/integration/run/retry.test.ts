import { expect, test } from "vitest";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { planRetry } from "#lib/services/outcomes/plan-retry.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { stateOutcome } from "#lib/services/outcomes/state-outcome.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { findEarlierUpload } from "#lib/services/uploads/find-earlier-upload.ts";
import { pauseUpload } from "#lib/services/uploads/pause-upload.ts";
import { resumeUpload } from "#lib/services/uploads/resume-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { forgoReadBacks, groupsOf, passBackOff, waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { control, host, staged } = await runStage();

const bad = ["10000003", "10000004", "10000011"];

async function withFailures() {
  const team = await staged(30, { batchSize: 10 });
  await control.setFaults([{ match: { identifications: bad }, action: { do: "refuse_debtors", shape: "objects" } }]);
  await confirmUpload(team.supervisor, { uploadId: team.uploadId });
  await waitForUpload(team.supervisor, team.uploadId, ["finished"]);
  await control.setFaults([]);
  return team;
}

test("20 concurrent retries make one upload of the failures", async () => {
  const { supervisor, tenantId, uploadId } = await withFailures();
  const answers = await Promise.all(Array.from({ length: 20 }, () => retryFailures(supervisor, { uploadId })));
  const ids = [...new Set(answers.map((answer) => answer.id))];
  expect(ids).toHaveLength(1);
  const [retry] = answers;
  expect(retry).toMatchObject({ state: "staged", retryOfId: uploadId, batchCount: 1 });
  expect(retry?.totals.staged).toMatchObject({ debtors: 3, obligations: 4 });
  expect(await ownerDatabase().auditEntry.count({ where: { subject: uploadId, action: "upload_retried" } })).toBe(1);
  await Promise.all([1, 2, 3].map(() => confirmUpload(supervisor, { uploadId: ids[0] ?? "" })));
  expect(groupsOf(await waitForUpload(supervisor, ids[0] ?? "", ["finished"]))).toEqual([3, 0, 0, 0, 0]);
  const first = await showUpload(supervisor, { uploadId });
  // The outcomes of the first upload stay as they were.
  expect([groupsOf(first), first.retriedDebtors, first.retries?.map((each) => each.id)]).toEqual([
    [27, 3, 0, 0, 0],
    3,
    ids,
  ]);
  expect(await control.summary()).toMatchObject({ debtorsApplied: 30, writtenAgain: 0 });
  expect((await control.ledger()).slice(-3).map((debtor) => debtor.identification)).toEqual(bad);
  const sha256 = (await ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } })).fileSha256;
  expect((await findEarlierUpload(supervisor, { tenantId, sha256 }))?.uploadId).toBe(uploadId);
});

test("selected failures are retried first, the others later", async () => {
  const { supervisor, uploadId } = await withFailures();
  const { items } = await listRecords(supervisor, { uploadId, state: "rejected" });
  const some = await retryFailures(supervisor, { uploadId, ordinals: items.slice(0, 1).map((item) => item.ordinal) });
  const rest = await retryFailures(supervisor, { uploadId });
  expect([some.totals.staged.debtors, rest.totals.staged.debtors]).toEqual([1, 2]);
  expect(
    (await listRecords(supervisor, { uploadId, state: "rejected" })).items.map((item) => item.retriedInId),
  ).toEqual([some.id, rest.id, rest.id]);
});

test("debtors of discarded drafts can be retried once more", async () => {
  const { supervisor, uploadId } = await withFailures();
  const ordinals = (await listRecords(supervisor, { uploadId, state: "rejected" })).items.map((item) => item.ordinal);
  const drafts = [
    await retryFailures(supervisor, { uploadId, ordinals: ordinals.slice(0, 1) }),
    await retryFailures(supervisor, { uploadId }),
  ];
  for (const { id } of drafts) await cancelUpload(supervisor, { uploadId: id });
  const told = async (id: string) => {
    const { retriedDebtors, retries = [] } = await showUpload(supervisor, { uploadId: id });
    return [retriedDebtors, retries.map(({ moved }) => moved), (await planRetry(supervisor, { uploadId: id })).debtors];
  };
  expect(await told(uploadId)).toEqual([0, [0, 0], 3]);
  // Nobody is in two drafts: retrying a discarded draft returns the upload that its debtors went back to.
  const draft = drafts[1]?.id ?? "";
  expect(await told(draft)).toEqual([0, [], 0]);
  expect((await retryFailures(supervisor, { uploadId: draft })).id).toBe(uploadId);
  expect((await listRecords(supervisor, { uploadId: draft, state: "not_sent" })).items).toMatchObject(
    bad.slice(1).map((identification) => ({ identification, retriedInId: uploadId, isBack: true })),
  );
  const again = await Promise.all([1, 2, 3].map(() => retryFailures(supervisor, { uploadId })));
  expect(new Set(again.map(({ id }) => id)).size).toBe(1);
  const { id: lastId } = again[0] ?? { id: "" };
  await confirmUpload(supervisor, { uploadId: lastId });
  expect(groupsOf(await waitForUpload(supervisor, lastId, ["finished"]))).toEqual([3, 0, 0, 0, 0]);
  expect(await told(uploadId)).toEqual([3, [3, 0, 0], 0]);
  expect((await showUpload(supervisor, { uploadId })).later?.rejected).toBe(3);
  expect(await control.summary()).toMatchObject({ debtorsApplied: 30, writtenAgain: 0 });
});

test("a load that was discarded before anybody confirmed it is not retried", async () => {
  const { supervisor, uploadId } = await staged(3);
  await cancelUpload(supervisor, { uploadId });
  expect((await planRetry(supervisor, { uploadId })).debtors).toBe(0);
  for (const ordinals of [undefined, [0]])
    await expect(
      retryFailures(supervisor, { uploadId, ...(ordinals === undefined ? {} : { ordinals }) }),
    ).rejects.toMatchObject({ code: "state_moved", params: { state: "cancelled" } });
});

test("cancelled debtors can be sent, accepted and unconfirmed ones not", async () => {
  const { supervisor, uploadId } = await staged(30, { batchSize: 10 });
  const second = { endpoint: "massive_collections", nthRequest: 2 } as const;
  await control.setFaults([
    { match: second, action: { do: "hold" } },
    { match: second, action: { do: "reset", when: "after_applying" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await expect
    .poll(async () => (await control.requests()).filter((request) => request.endpoint === second.endpoint).length)
    .toBe(2);
  await cancelUpload(supervisor, { uploadId });
  await control.setFaults([{ match: { endpoint: "custom_query" }, action: { do: "reset", when: "before_applying" } }]);
  await expect.poll(async () => groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([10, 0, 10, 10, 0]);
  expect((await retryFailures(supervisor, { uploadId })).totals.staged.debtors).toBe(10);
});

/** Of a CRM known to update: ten debtors that arrived though nobody knows it, and one that was refused; none looked up. */
async function withDoubts() {
  const team = await staged(20, { batchSize: 10, repeatBehaviour: "updates" });
  await forgoReadBacks(team.uploadId);
  const first = { identifications: ["10000001"] };
  await control.setFaults([
    { match: first, action: { do: "reset", when: "after_applying" } },
    { match: { identifications: ["10000015"] }, action: { do: "refuse_debtors", shape: "objects" } },
  ]);
  await confirmUpload(team.supervisor, { uploadId: team.uploadId });
  await passBackOff(team.uploadId);
  expect(groupsOf(await waitForUpload(team.supervisor, team.uploadId, ["finished"]))).toEqual([9, 1, 10, 0, 0]);
  await control.setFaults([]);
  return { ...team, written: (await control.summary()).writtenAgain };
}

test.for(["before it is confirmed", "while it waits behind another upload"])(
  "a retry asks again whether the CRM updates: %s",
  async (when) => {
    const { admin, supervisor, tenantId, uploadId, written } = await withDoubts();
    const retry = await retryFailures(supervisor, { uploadId });
    expect(retry.totals.staged.debtors).toBe(11);
    const change = () => editTenant(admin, { tenantId, repeatBehaviour: "duplicates" });
    if (when === "before it is confirmed") {
      await change();
      await confirmUpload(supervisor, { uploadId: retry.id });
    } else {
      const load = { endpoint: "massive_collections" } as const;
      await control.setFaults([{ match: load, action: { do: "hold" } }]);
      const others = makePortfolio(3).map(([identification, ...rest]) => [`9${identification}`, ...rest]);
      const other = await stage(supervisor, tenantId, others);
      await confirmUpload(supervisor, { uploadId: other });
      await confirmUpload(supervisor, { uploadId: retry.id });
      await change();
      await control.setFaults([]);
    }
    const upload = await waitForUpload(supervisor, retry.id, ["finished"]);
    expect(groupsOf(upload)).toEqual([11, 0, 0, 0, 0]);
    const { items } = await listRecords(supervisor, { uploadId: retry.id, state: "accepted", limit: 50 });
    expect(Map.groupBy(items, ({ evidence }) => evidence).get("read_back")).toHaveLength(10);
    expect((await control.summary()).writtenAgain).toBe(written);
  },
);

test.for(["waits", "is paused"])(
  "a retry that %s behind a load that has not begun does not keep it from beginning",
  async (how) => {
    const { admin, supervisor, tenantId, uploadId } = await withDoubts();
    const retry = await retryFailures(supervisor, { uploadId });
    await control.setFaults([{ match: { endpoint: "massive_collections" }, action: { do: "hold" } }]);
    const [first, second] = await Promise.all(
      ["8", "9"].map((prefix) =>
        stage(
          supervisor,
          tenantId,
          makePortfolio(3).map(([identification, ...rest]) => [`${prefix}${identification}`, ...rest]),
        ),
      ),
    );
    for (const id of [first, second, retry.id]) await confirmUpload(supervisor, { uploadId: id ?? "" });
    if (how === "is paused") await pauseUpload(supervisor, { uploadId: retry.id });
    // The retry's debtors are to be looked up now: those of one that waits before the second load begins.
    await editTenant(admin, { tenantId, repeatBehaviour: "duplicates" });
    await control.setFaults([]);
    await waitForUpload(supervisor, second ?? "", ["finished"]);
    if (how === "is paused") {
      expect(await showUpload(supervisor, { uploadId: retry.id })).toMatchObject({ state: "paused" });
      await resumeUpload(supervisor, { uploadId: retry.id });
    }
    expect(groupsOf(await waitForUpload(supervisor, retry.id, ["finished"]))).toEqual([11, 0, 0, 0, 0]);
  },
);

test("an upload tells apart the unconfirmed debtors that a retry took over", async () => {
  const { supervisor, uploadId } = await withDoubts();
  const told = async () => {
    const { groups, retriedUnconfirmed = 0, repeatBehaviour } = await showUpload(supervisor, { uploadId });
    return [groups.unconfirmed.debtors, retriedUnconfirmed, repeatBehaviour];
  };
  expect(await told()).toEqual([10, 0, "updates"]);
  const { items } = await listRecords(supervisor, { uploadId, state: "unconfirmed" });
  await retryFailures(supervisor, { uploadId, ordinals: items.slice(0, 8).map(({ ordinal }) => ordinal) });
  expect(await told()).toEqual([10, 8, "updates"]);
  // A word about all is about those that the page still asks about.
  await stateOutcome(supervisor, { uploadId, ordinals: "all", outcome: "accepted", note: "Vistos en el CRM" });
  expect(await told()).toEqual([8, 8, "updates"]);
});

test("whom a cancelled retry did not send may have arrived before", async () => {
  const { supervisor, uploadId } = await withDoubts();
  const retry = await retryFailures(supervisor, { uploadId });
  await control.setFaults([{ match: { endpoint: "massive_collections" }, action: { do: "hold" } }]);
  const before = (await control.requests()).length;
  await confirmUpload(supervisor, { uploadId: retry.id });
  await expect.poll(async () => (await control.requests()).length).toBe(before + 1);
  const cancelled = await cancelUpload(supervisor, { uploadId: retry.id });
  await control.setFaults([]);
  // The one that was refused is in flight.
  expect(groupsOf(cancelled)).toEqual([0, 0, 10, 0, 1]);
});

test("debtors in a later upload are not retried", async () => {
  const { supervisor, tenantId, uploadId } = await withFailures();
  const later = await stage(supervisor, tenantId, makePortfolio(30));
  await confirmUpload(supervisor, { uploadId: later });
  await waitForUpload(supervisor, later, ["finished"]);
  await expect(retryFailures(supervisor, { uploadId })).rejects.toMatchObject({
    ...{ code: "nothing_to_send", params: { stop: "superseded" } },
  });
});

test("a run is not retried before its end", async () => {
  const { supervisor, uploadId } = await staged(5);
  await expect(retryFailures(supervisor, { uploadId })).rejects.toMatchObject({ code: "state_moved" });
});

test("pause, resume and cancel in parallel tabs act once", async () => {
  await control.setFaults([{ match: { endpoint: "massive_collections" }, action: { do: "hold" } }]);
  const { supervisor, uploadId } = await staged(30, { batchSize: 10 });
  const five = <T>(act: () => Promise<T>) => Promise.all(Array.from({ length: 5 }, act));
  await five(() => confirmUpload(supervisor, { uploadId }));
  await five(() => pauseUpload(supervisor, { uploadId }));
  await five(() => resumeUpload(supervisor, { uploadId }));
  await five(() => cancelUpload(supervisor, { uploadId }));
  const actions = await ownerDatabase().auditEntry.groupBy({
    by: ["action"],
    where: { subject: uploadId },
    _count: true,
  });
  expect(
    actions.filter((each) => /confirmed|paused|resumed|cancelled/.test(each.action)).map((each) => each._count),
  ).toEqual([1, 1, 1, 1]);
  await control.setFaults([]);
  await expect.poll(async () => (await showUpload(supervisor, { uploadId })).groups.pending.debtors).toBe(0);
  expect((await control.summary()).writtenAgain).toBe(0);
});

test("the retry plan matches what the retry takes", async () => {
  const { admin, supervisor, tenantId, uploadId } = await withFailures();
  await ownerDatabase().record.updateMany({
    where: { uploadId, identification: bad[0] ?? "" },
    data: { retriedInId: uploadId },
  });
  expect(await planRetry(supervisor, { uploadId })).toEqual({
    debtors: 2,
    isMore: false,
    held: 0,
    takesUnconfirmed: false,
  });
  const cut = await stage(supervisor, tenantId, makePortfolio(40).slice(-4));
  await control.setFaults([
    { match: { endpoint: "massive_collections" }, action: { do: "reset", when: "before_applying" } },
    { match: { endpoint: "custom_query" }, action: { do: "reset", when: "before_applying" } },
  ]);
  await confirmUpload(supervisor, { uploadId: cut });
  const unconfirmed = async () => (await showUpload(supervisor, { uploadId: cut })).groups.unconfirmed.debtors;
  await expect.poll(unconfirmed).toBeGreaterThan(0);
  const count = await unconfirmed();
  expect(await planRetry(supervisor, { uploadId: cut })).toEqual({
    debtors: 0,
    isMore: false,
    held: 0,
    takesUnconfirmed: false,
  });
  await editTenant(admin, { tenantId, repeatBehaviour: "updates" });
  expect(await planRetry(supervisor, { uploadId: cut })).toEqual({
    debtors: count,
    isMore: false,
    held: 0,
    takesUnconfirmed: true,
  });
});

test("the retry plan looks at two thousand failures", async () => {
  const { admin, supervisor, tenantId } = await makeTeam({ server: host, batchSize: 1_000 });
  const cancelledOf = async (debtors: number) => {
    const uploadId = await stage(supervisor, tenantId, makePortfolio(debtors));
    await cancelUpload(supervisor, { uploadId });
    // As if it had been cancelled in line: nothing of it was sent.
    await ownerDatabase().upload.update({ where: { id: uploadId }, data: { confirmedAt: fromNow() } });
    return uploadId;
  };
  const [cancelled, fewer] = [await cancelledOf(2_100), await cancelledOf(1_900)];
  expect(await planRetry(supervisor, { uploadId: fewer })).toMatchObject({ debtors: 1_900, isMore: false });
  const plan = () => planRetry(supervisor, { uploadId: cancelled });
  expect(await plan()).toEqual({ debtors: 2_000, isMore: true, held: 0, takesUnconfirmed: false });
  // After them there may be unconfirmed debtors, which a CRM known to update may be sent again.
  await editTenant(admin, { tenantId, repeatBehaviour: "updates" });
  expect(await plan()).toEqual({ debtors: 2_000, isMore: true, held: 0, takesUnconfirmed: true });
  await editTenant(admin, { tenantId, repeatBehaviour: "unknown" });
  const later = await stage(supervisor, tenantId, makePortfolio(2_050));
  await confirmUpload(supervisor, { uploadId: later });
  await waitForUpload(supervisor, later, ["finished"]);
  // All those looked at were sent later; the rest is unknown until the retry is made.
  expect(await plan()).toEqual({ debtors: 0, isMore: true, held: 0, takesUnconfirmed: false });
  const retry = await retryFailures(supervisor, { uploadId: cancelled });
  expect(retry.totals.staged.debtors).toBe(50);
  expect(await plan()).toEqual({ debtors: 0, isMore: true, held: 0, takesUnconfirmed: false });
});
