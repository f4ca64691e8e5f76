import { describe, expect, test } from "vitest";
import { noChoices } from "#lib/domain/correction/correction.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { listHolds } from "#lib/services/holds/list-holds.ts";
import { searchDebtor } from "#lib/services/outcomes/search-debtor.ts";
import { stateOutcome } from "#lib/services/outcomes/state-outcome.ts";
import { commandPerson } from "#lib/services/people/command-person.ts";
import { erasePerson } from "#lib/services/people/erase-person.ts";
import { exportPerson } from "#lib/services/people/export-person.ts";
import { planErasure } from "#lib/services/people/plan-erasure.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { idOf, makeCloseOut, sentPortfolio, without } from "#tests/support/close-outs/gone-world.ts";
import { explainStops } from "#tests/support/comparison/portfolio-load.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { placesOf } from "#tests/support/every-stored-text.ts";
import { headers, makePortfolio, portfolioMapping, stage } from "#tests/support/factories.ts";
import { failuresOf, fileOfReport, openAsPage, stageOpened } from "#tests/support/reports/correct-as-page.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { forgoReadBacks, waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { control, host } = await runStage();

/** Whoever is looked for afterwards: nobody else has any of these. */
const canary = {
  identification: "7712340098",
  name: "Zoraida Canaria Quetzal",
  email: "zoraida.canaria@ejemplo.co",
  telephone: "3017712340",
};
const otherNumber = "7712340099";
const texts = [...Object.values(canary), otherNumber];
const row = (obligation: string, balance: string) => [
  canary.identification,
  canary.name,
  canary.email,
  canary.telephone,
  "Calle 1",
  obligation,
  "Tarjeta",
  balance,
];

async function sent(ctx: Parameters<typeof confirmUpload>[0], uploadId: string) {
  await explainStops(ctx, uploadId);
  await confirmUpload(ctx, { uploadId });
  return waitForUpload(ctx, uploadId, ["finished"]);
}

/** Loads in which the canary meets everything that a debtor can meet; the files of the first are named after them. */
async function wholeLife() {
  const others = makePortfolio(40);
  const world = await sentPortfolio(host, [...others, row("C-1", "100,00"), row("C-2", "200,00")]);
  const { supervisor, tenantId } = world;
  // Changed, and refused by name in words that quote the canary to others of the batch.
  const message = `Email ${canary.email} is not valid`;
  await control.setFaults([
    {
      match: { identifications: [canary.identification] },
      action: { do: "refuse_debtors", shape: "objects", message },
    },
  ]);
  const refused = await world.stage([row("C-1", "150,00"), ...others], {
    fileName: `cartera ${canary.name} ${canary.identification}.csv`,
    setAside: [{ line: 99, cells: [`Ojo con CC ${canary.identification}`], kinds: null, reason: "note" }],
  });
  await sent(supervisor, refused);
  await control.setFaults([]);
  // Corrected, under a number that is not the canary's, which the report remembers.
  const file = await fileOfReport(await failuresOf(supervisor, refused, false), "xlsx");
  const edits = [{ row: 0, column: 0, text: otherNumber }];
  const choices = { choices: { ...noChoices, sendsRenumbered: false }, mapping: portfolioMapping, edits };
  const workbench = await openAsPage(supervisor, tenantId, refused, file, choices);
  const { uploadId: correctionId } = await stageOpened(supervisor, tenantId, refused, workbench, headers);
  await cancelUpload(supervisor, { uploadId: correctionId });
  // Left out for an amount; and a row with the name but no number.
  const broken = await world.stage([
    ...others,
    row("C-1", "mil pesos"),
    ["", canary.name, canary.email, canary.telephone, "", "x", "Tarjeta", "1,00"],
  ]);
  await sent(supervisor, broken);
  // Unconfirmed, until a person says what became of the canary.
  await control.setFaults([
    { match: { identifications: [canary.identification] }, action: { do: "wrong_sums", isSummaryMissing: true } },
  ]);
  const doubted = await world.stage([row("C-1", "175,00"), row("C-3", "1,00"), ...others]);
  await forgoReadBacks(doubted);
  await sent(supervisor, doubted);
  await control.setFaults([]);
  return { ...world, refused, correctionId, broken, doubted };
}

describe("a person", () => {
  test("is erased everywhere, and everything still adds up", { timeout: 120_000 }, async () => {
    const world = await wholeLife();
    const { admin, supervisor, tenantId, portfolioId, doubted } = world;
    const person = { tenantId, identification: `CC ${canary.identification}` };
    expect((await planErasure(admin, person)).underWay.map(({ id }) => id)).toEqual([doubted]);
    await expect(erasePerson(admin, person)).rejects.toMatchObject({
      code: "person_under_way",
      params: { uploads: [doubted] },
    });
    const note = `Lo dijo ${canary.name} por teléfono`;
    await stateOutcome(supervisor, { uploadId: doubted, ordinals: "all", outcome: "accepted", note });
    // Gone, and in doubt: another one is closed.
    const gone = await world.stage(
      without(
        world.rows.filter(([id]) => id !== canary.identification),
        1,
      ),
    );
    await sent(supervisor, gone);
    const made = await makeCloseOut(supervisor, gone);
    await sent(supervisor, made.uploadId);
    await addHolds(supervisor, { tenantId, identifications: [canary.identification], why: "claim", note });
    await addHolds(supervisor, { tenantId, identifications: [idOf(3)], why: "claim" });

    const before = new Set((await placesOf(texts)).map((place) => place.split(":")[0]));
    for (const place of [
      "Record.identification",
      "Record.payload",
      "Record.note",
      "Record.remoteText",
      "LeftOutRow.source",
      "SetAsideRow.source",
      "SnapshotDebtor.payload",
      "ComparedDebtor.identification",
      "Call.replyExcerpt",
      "Upload.fileName",
      "Hold.note",
    ])
      expect(before).toContain(place);
    const told = await exportPerson(admin, person);
    expect(JSON.stringify(told)).toContain(canary.email);
    expect(told).toMatchObject({ identification: canary.identification, holds: [{ why: "claim", note }] });
    expect(told.accepted.map(({ state }) => state)).toEqual(["gone"]);
    const uploadsBefore = await ownerDatabase().upload.findMany({ where: { tenantId }, orderBy: { id: "asc" } });

    const erased = await erasePerson(admin, person);
    expect(erased).toMatchObject({ snapshots: 1, holds: 1 });
    expect(await placesOf(texts)).toEqual([]);

    // Every figure is as before, and the database's checks hold for each row.
    const uploadsAfter = await ownerDatabase().upload.findMany({ where: { tenantId }, orderBy: { id: "asc" } });
    expect(uploadsAfter.map((one) => ({ ...one, fileName: "", alikeKey: null }))).toEqual(
      uploadsBefore.map((one) => ({ ...one, fileName: "", alikeKey: null })),
    );
    await ownerDatabase().$executeRaw`UPDATE "Upload" SET "rowCount" = "rowCount" WHERE "tenantId" = ${tenantId}::uuid`;
    for (const { id, stagedDebtors } of uploadsAfter)
      expect(await ownerDatabase().record.count({ where: { uploadId: id } })).toBe(stagedDebtors);
    expect(await searchDebtor(supervisor, { tenantId, identification: canary.identification })).toEqual([]);
    // Nobody else lost anything.
    expect(await ownerDatabase().snapshotDebtor.count({ where: { portfolioId } })).toBe(40);
    expect((await listHolds(supervisor, { tenantId })).items).toHaveLength(1);
    const [entry] = await ownerDatabase().auditEntry.findMany({ where: { tenantId, action: "person_erased" } });
    expect(entry?.details).toMatchObject({
      person: expect.stringMatching(/^[^:]+:[0-9a-f]{32}$/),
      records: erased.records,
    });
    // Again: there is nothing left, and that is fine.
    expect(await erasePerson(admin, person)).toMatchObject({ records: 0, snapshots: 0, holds: 0 });
    expect((await showUpload(supervisor, { uploadId: world.refused })).groups.rejected.debtors).toBe(1);
  });

  test("who is under way is not erased", async () => {
    const world = await sentPortfolio(host, makePortfolio(4));
    const { admin, tenantId, supervisor } = world;
    const staged = await stage(supervisor, tenantId, makePortfolio(4));
    const person = { tenantId, identification: idOf(2) };
    await expect(erasePerson(admin, person)).rejects.toMatchObject({ params: { uploads: [staged] } });
    await cancelUpload(supervisor, { uploadId: staged });
    expect(await erasePerson(admin, person)).toMatchObject({ records: 2, snapshots: 1 });
  });

  test("keeps the hold that keeps the person out, without its note", async () => {
    const world = await sentPortfolio(host, makePortfolio(4));
    const { admin, tenantId, supervisor } = world;
    await addHolds(supervisor, { tenantId, identifications: [idOf(1)], why: "opposition", note: "carta del 3" });
    await erasePerson(admin, { tenantId, identification: idOf(1), keepsHold: true });
    expect((await listHolds(supervisor, { tenantId })).items).toMatchObject([{ identification: idOf(1), note: "" }]);
  });

  test("is erased in one tenant only, in each form of the number, and by command too", async () => {
    const [mine, theirs] = [await sentPortfolio(host, makePortfolio(4)), await sentPortfolio(host, makePortfolio(4))];
    const padded = await mine.stage(makePortfolio(4).map((cells) => cells.with(0, `000${cells[0]}`)));
    await sent(mine.supervisor, padded);
    const tenant = mine.operation;
    const asked = { tenant, identification: idOf(0), keepsHold: false };
    const told = await commandPerson({ command: "export", ...asked });
    expect(told).toMatchObject({ records: [{ identification: idOf(0) }, { identification: `000${idOf(0)}` }] });
    expect(await commandPerson({ command: "erase", ...asked })).toMatchObject({ records: 2, snapshots: 2 });
    expect(await ownerDatabase().record.count({ where: { tenantId: mine.tenantId, identification: idOf(0) } })).toBe(0);
    expect(await ownerDatabase().record.count({ where: { tenantId: theirs.tenantId, identification: idOf(0) } })).toBe(
      1,
    );
    await expect(commandPerson({ command: "erase", ...asked, tenant: "nadie" })).rejects.toThrow("No tenant");
  });
});
