import { expect, test } from "vitest";
import type { ClientTrail } from "#lib/domain/views/audit-view.ts";
import { sealDebtorKey } from "#lib/secrets/debtor-key.ts";
import { exportComparison } from "#lib/services/comparison/export-comparison.ts";
import { listComparedDebtors } from "#lib/services/comparison/list-compared-debtors.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { endHold } from "#lib/services/holds/end-hold.ts";
import { listHolds } from "#lib/services/holds/list-holds.ts";
import { listAudit } from "#lib/services/operations/list-audit.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { listLeftOut } from "#lib/services/outcomes/list-left-out.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { searchDebtor } from "#lib/services/outcomes/search-debtor.ts";
import { addressClient } from "#lib/services/people/address-client.ts";
import { erasePerson } from "#lib/services/people/erase-person.ts";
import { exportPerson } from "#lib/services/people/export-person.ts";
import { listClientTrail } from "#lib/services/people/list-client-trail.ts";
import { exportReceipt } from "#lib/services/uploads/export-receipt.ts";
import { addKey } from "#lib/up/secret-keys.ts";
import { idOf, sentPortfolio } from "#tests/support/close-outs/gone-world.ts";
import { inNewSession, makePortfolio, makeTeam, type UserCtx } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";

const { host } = await runStage();

async function trailOf(ctx: Parameters<typeof addressClient>[0], tenantId: string, identification: string) {
  const { client } = await addressClient(ctx, { tenantId, identification });
  expect(client).not.toContain(identification);
  return listClientTrail(ctx, { tenantId, client, limit: 200 });
}

const actionsOf = ({ entries }: ClientTrail) => entries.items.map(({ action }) => action).reverse();

test("who saw or changed a client is told, also after the client was erased and under newer keys", async () => {
  const world = await sentPortfolio(host, makePortfolio(20));
  const { admin, supervisor, auditor, tenantId, firstId } = world;
  const [mine, another] = [idOf(4), idOf(5)];
  const withoutThem = await world.stage(makePortfolio(20).filter(([id]) => id !== mine && id !== another));
  await searchDebtor(supervisor, { tenantId, identification: mine });
  await searchDebtor(supervisor, { tenantId, identification: another });
  await listRecords(supervisor, { uploadId: firstId, state: "accepted" });
  await exportRows(supervisor, { uploadId: firstId, group: "accepted" });
  // The load that does not have them has a comparison that names them; nothing else of it is about them.
  await listLeftOut(supervisor, { uploadId: withoutThem });
  await listRecords(supervisor, { uploadId: withoutThem, state: "pending" });
  await exportReceipt(supervisor, { uploadId: firstId });
  await exportRows(supervisor, { uploadId: withoutThem, group: "failures" });
  await listComparedDebtors(supervisor, { uploadId: withoutThem, group: "gone" });
  await exportComparison(supervisor, { uploadId: withoutThem });
  await addHolds(supervisor, { tenantId, identifications: [`CC ${mine}`], why: "claim" });
  await exportPerson(admin, { tenantId, identification: mine });

  const wanted = [
    ...["upload_staged", "upload_confirmed", "debtor_searched", "debtors_viewed", "report_downloaded"],
    ...["report_downloaded", "debtors_viewed", "report_downloaded", "hold_added", "person_exported"],
  ];
  // However it is typed; asking is an entry itself, which the next one shows.
  const trail = await trailOf(auditor, tenantId, `CC 00${mine}`);
  expect(actionsOf(trail)).toEqual(wanted);
  expect(trail).toMatchObject({ identification: `00${mine}`, uploads: 1, onlyGone: 1 });
  const ofAnother = trail.entries.items.filter(({ subject }) => subject?.id === withoutThem);
  expect(ofAnother.map(({ details }) => details.group)).toEqual(["comparison", "comparison"]);
  const again = await trailOf(admin, tenantId, mine);
  expect(actionsOf(again)).toEqual([...wanted, "debtor_searched"]);
  expect(again.entries.items[0]).toMatchObject({ details: { at: "trail" }, actor: { id: auditor.actor.userId } });
  // Of the other one neither the hold nor the export.
  expect(actionsOf(await trailOf(admin, tenantId, another))).not.toContain("hold_added");

  process.env.SECRET_KEYS = addKey(process.env.SECRET_KEYS ?? "", "newer");
  const discarded = await listAudit(admin, { tenantId, subject: withoutThem });
  expect(discarded.items.length).toBeGreaterThan(0);
  const { cancelUpload } = await import("#lib/services/uploads/cancel-upload.ts");
  await cancelUpload(supervisor, { uploadId: withoutThem });
  await erasePerson(admin, { tenantId, identification: mine });
  const after = await trailOf(auditor, tenantId, mine);
  // The comparison of the discarded load may be gone; what was sent, seen and held of the client is not.
  for (const action of ["upload_confirmed", "debtors_viewed", "report_downloaded", "hold_added", "person_erased"])
    expect(actionsOf(after)).toContain(action);
  expect(after.uploads).toBeGreaterThanOrEqual(1);

  // Without the older key nobody knows whom its entries name, which is said.
  expect([again.missingKeys, after.missingKeys]).toEqual([[], []]);
  const both = process.env.SECRET_KEYS;
  process.env.SECRET_KEYS = both.split(",")[0] ?? "";
  const partly = await trailOf(auditor, tenantId, mine);
  process.env.SECRET_KEYS = both;
  expect(actionsOf(partly)).not.toContain("hold_added");
  expect(partly.missingKeys).toEqual([both.split(",")[1]?.split(":")[0]]);

  // By the keyed hash that an entry of the trail has, without the identification.
  const erased = after.entries.items.find(({ action }) => action === "person_erased");
  const person = String(erased?.details.person);
  const unnamed = await listClientTrail(auditor, { tenantId, person });
  expect(unnamed.identification).toBeNull();
  expect(actionsOf(unnamed)).toContain("person_erased");
  expect(JSON.stringify([erased, unnamed])).not.toContain(mine);
});

test("a client is opened for their own tenant only, and by nobody's own making", async () => {
  const [ours, theirs] = [await makeTeam({ server: host }), await makeTeam({ server: host })];
  const { client } = await addressClient(ours.auditor, { tenantId: ours.tenantId, identification: "77" });
  const missing = { code: "not_found" };
  await expect(listClientTrail(theirs.auditor, { tenantId: ours.tenantId, client })).rejects.toMatchObject(missing);
  await expect(listClientTrail(theirs.auditor, { tenantId: theirs.tenantId, client })).rejects.toMatchObject(missing);
  for (const wrong of ["", ".", "x.test", `${client}00`, client.replace(/^./, (first) => (first === "A" ? "B" : "A"))])
    await expect(listClientTrail(ours.auditor, { tenantId: ours.tenantId, client: wrong })).rejects.toMatchObject(
      missing,
    );
  // Nor by the key of a masked row: it would show whose row that is.
  const ofRow = sealDebtorKey("77", ours.tenantId);
  await expect(listClientTrail(ours.auditor, { tenantId: ours.tenantId, client: ofRow })).rejects.toMatchObject(
    missing,
  );
  await expect(listClientTrail(ours.auditor, { tenantId: ours.tenantId })).rejects.toMatchObject(missing);
  await expect(addressClient(ours.supervisor, { tenantId: ours.tenantId, identification: "77" })).rejects.toMatchObject(
    {
      code: "forbidden",
    },
  );
});

test("who saw the hold list while a client was on it is told, and of no other time or tenant", async () => {
  const team = await makeTeam({ server: host });
  const { admin, supervisor, auditor, tenantId } = team;
  const [mine, another] = ["900123456", "77001122"];
  // Another list of the same day has nobody of this one.
  const elsewhere = await makeTeam({ server: host });
  const hold = (ctx: UserCtx, identification: string, until: string | null = null) =>
    addHolds(ctx, {
      tenantId: ctx === elsewhere.supervisor ? elsewhere.tenantId : tenantId,
      identifications: [identification],
      why: "claim",
      until,
    });
  const see = async (ctx: UserCtx) => {
    const seer = await inNewSession(ctx);
    await listHolds(seer, { tenantId: ctx === elsewhere.supervisor ? elsewhere.tenantId : tenantId });
    return seer.actor.userId;
  };
  const end = async (identification: string) => {
    const [found] = (await listHolds(admin, { tenantId, text: identification })).items;
    await endHold(admin, { tenantId, holdId: found?.id ?? "" });
  };
  const seersOf = async (identification: string, address = identification) => {
    const trail = await trailOf(auditor, tenantId, address);
    return trail.entries.items
      .filter(({ action, actor }) => action === "debtors_viewed" && actor?.id !== admin.actor.userId)
      .map(({ details, actor }) => [details.group, actor?.id])
      .reverse();
  };
  const sight = ["holds", supervisor.actor.userId];

  await hold(supervisor, another);
  await hold(elsewhere.supervisor, mine);
  await see(supervisor);
  await see(elsewhere.supervisor);
  expect(await seersOf(mine)).toEqual([]);
  await hold(supervisor, `NIT ${mine}-8`, "2999-01-31");
  await see(supervisor);
  // Held for longer, the person stays on the list.
  await hold(supervisor, mine);
  await see(supervisor);
  expect(await seersOf(mine)).toEqual([sight, sight]);
  await end(mine);
  await see(supervisor);
  expect(await seersOf(mine)).toEqual([sight, sight]);
  await hold(supervisor, mine);
  await see(supervisor);
  expect(await seersOf(mine)).toEqual([sight, sight, sight]);

  // An erasure that keeps the hold leaves the person on the list; one that does not takes them off it.
  await erasePerson(admin, { tenantId, identification: mine, keepsHold: true });
  await see(supervisor);
  expect(await seersOf(mine)).toHaveLength(4);
  await erasePerson(admin, { tenantId, identification: mine });
  await see(supervisor);
  expect(await seersOf(mine)).toHaveLength(4);
  expect(await seersOf(another)).toHaveLength(7);
});
