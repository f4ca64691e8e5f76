import { describe, expect, test } from "vitest";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { listHolds } from "#lib/services/holds/list-holds.ts";
import { revealDebtor } from "#lib/services/masking/reveal-debtor.ts";
import { listLeftOut } from "#lib/services/outcomes/list-left-out.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { searchDebtor } from "#lib/services/outcomes/search-debtor.ts";
import { stateOutcome } from "#lib/services/outcomes/state-outcome.ts";
import { commandPerson } from "#lib/services/people/command-person.ts";
import { erasePerson } from "#lib/services/people/erase-person.ts";
import { exportPerson } from "#lib/services/people/export-person.ts";
import { planErasure } from "#lib/services/people/plan-erasure.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { listFilters } from "#lib/services/users/list-filters.ts";
import { saveFilter } from "#lib/services/users/save-filter.ts";
import { idOf, makeCloseOut, sentPortfolio, without } from "#tests/support/close-outs/gone-world.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { placesOf } from "#tests/support/every-stored-text.ts";
import { makePortfolio, makeTeam, stage, totalsOf } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { canary, canaryTexts, sent, wholeLife } from "#tests/support/people/whole-life.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { placesOfPeople } from "./places-of-people.ts";

const { control, host } = await runStage();

describe("a person", () => {
  test("is erased in all forms of a number at once", async () => {
    const { admin, supervisor, tenantId } = await makeTeam({ server: host, batchSize: 20 });
    const written = ["900123456", "9001234568", "9001234567", "900123456-1", "09001234561", "0900123456"];
    const rows = written.map((id, index) => [
      id,
      "Empresa",
      "e@ejemplo.co",
      "3001234567",
      "",
      `OB-${index}`,
      "Tarjeta",
      "5,00",
    ]);
    const uploadId = await stage(supervisor, tenantId, rows, { totals: totalsOf(rows) });
    await sent(supervisor, uploadId);
    const erased = await erasePerson(admin, { tenantId, identification: "NIT 900.123.456-8" });
    expect(erased.records).toBe(written.length);
    const { items } = await listRecords(supervisor, { uploadId, state: "accepted" });
    expect(new Set(items.map(({ identification }) => identification)).size).toBe(written.length);
    expect(JSON.stringify(items)).not.toContain("900123456");
  });

  test("is erased everywhere, and everything still adds up", async () => {
    const world = await wholeLife({ control, host }, `cartera ${canary.name} ${canary.identification}.csv`);
    const { admin, supervisor, tenantId, portfolioId, doubted } = world;
    const person = { tenantId, identification: `CC ${canary.identification}` };
    expect((await planErasure(admin, person)).underWay.map(({ id }) => id)).toEqual([doubted]);
    await expect(erasePerson(admin, person)).rejects.toMatchObject({
      code: "person_under_way",
      params: { uploads: [doubted] },
    });
    const note = `Lo dijo ${canary.name} por teléfono`;
    await stateOutcome(supervisor, { uploadId: doubted, ordinals: "all", outcome: "accepted", note });
    // Gone, and held: another one is closed.
    const gone = await world.stage(
      without(
        world.rows.filter(([id]) => id !== canary.identification),
        1,
      ),
    );
    await sent(supervisor, gone);
    await addHolds(supervisor, { tenantId, identifications: [canary.identification], why: "claim", note });
    const made = await makeCloseOut(supervisor, gone);
    await sent(supervisor, made.uploadId);
    await addHolds(supervisor, { tenantId, identifications: [idOf(3)], why: "claim", note: `Primo de ${canary.name}` });
    // In people's own words about loads, and about why they looked.
    const explained = { reason: note, explainedBy: "Supervisión", explainedAt: fromNow() };
    await ownerDatabase().loadMeasures.updateMany({ where: { tenantId, isStopped: true }, data: explained });
    await ownerDatabase().upload.updateMany({
      where: { tenantId, id: gone },
      data: { declaredReason: note, fileTitle: note },
    });
    await saveFilter(supervisor, { tenantId, name: `De ${canary.name}`, query: `text=${canary.identification}` });
    const reason = `Queja de ${canary.identification}, teléfono ${canary.telephone}, de ${canary.email}`;
    await revealDebtor(world.auditor, { list: "records", uploadId: doubted, ordinal: 0, reason });

    const before = new Set((await placesOf(canaryTexts)).map((place) => place.split(":")[0]));
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
      "LoadMeasures.reason",
      "Upload.declaredReason",
      "Upload.fileTitle",
      "SavedFilter.name",
      "SavedFilter.query",
    ])
      expect(before).toContain(place);
    const told = await exportPerson(admin, person);
    expect(JSON.stringify(told)).toContain(canary.email);
    expect(told).toMatchObject({ identification: canary.identification, holds: [{ why: "claim", note }] });
    expect(told.accepted.map(({ state }) => state)).toEqual(["gone"]);
    const uploadsBefore = await ownerDatabase().upload.findMany({ where: { tenantId }, orderBy: { id: "asc" } });

    const erased = await erasePerson(admin, person);
    expect(erased).toMatchObject({ snapshots: 1, holds: 1 });
    expect(await placesOf(canaryTexts)).toEqual([]);

    // Every figure is as before, and the database's checks hold for each row.
    const uploadsAfter = await ownerDatabase().upload.findMany({ where: { tenantId }, orderBy: { id: "asc" } });
    const texts = { fileName: "", fileTitle: "", alikeKey: null, declaredReason: null };
    expect(uploadsAfter.map((one) => ({ ...one, ...texts }))).toEqual(
      uploadsBefore.map((one) => ({ ...one, ...texts })),
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

  test("every column that may name somebody is one that an erasure searches, or is free of people", async () => {
    const columns = await ownerDatabase().$queryRaw<{ table: string; column: string }[]>`
      SELECT c.table_name AS table, c.column_name AS column FROM information_schema.columns c
      JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.table_name NOT LIKE '\\_%'
        AND c.data_type IN ('text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY', 'USER-DEFINED')
        AND c.udt_name NOT IN ('_int4', '_uuid')`;
    const declared = Object.entries(placesOfPeople).flatMap(([table, of]) =>
      Object.keys(of).map((column) => `${table}.${column}`),
    );
    expect(columns.map(({ table, column }) => `${table}.${column}`).toSorted()).toEqual(declared.toSorted());
  });

  test("leaves no file's name and no filter with the number or name, however they are written there", async () => {
    const rows = [["52000100", "Ana Paz Gíl", "ana@ejemplo.co", "3001234567", "", "OB-1", "Tarjeta", "5,00"]];
    const { admin, supervisor, tenantId } = await sentPortfolio(host, rows);
    const names = ["52.000.100.csv", "ANA_PAZ-GIL.xlsx", "5200-0100 ana  páz gil.csv", "Cartera de noviembre.csv"];
    for (const fileName of names)
      await sent(supervisor, await stage(supervisor, tenantId, rows, { totals: totalsOf(rows), fileName }));
    const queries = ["text=52000100", "text=Ana+Paz+Gil", "text=ana%20paz%20g%C3%ADl&state=finished", "state=finished"];
    for (const [at, query] of queries.entries())
      await saveFilter(supervisor, { tenantId, name: at === 3 ? "De 52.000.100" : `Filtro ${at}`, query });
    await saveFilter(supervisor, { tenantId, name: "Terminadas", query: "state=finished" });
    await erasePerson(admin, { tenantId, identification: "52000100" });
    const uploads = await ownerDatabase().upload.findMany({ where: { tenantId }, orderBy: { id: "asc" } });
    expect(uploads.slice(1).map(({ fileName }) => fileName)).toEqual(["•••.csv", "•••.xlsx", "••• •••.csv", names[3]]);
    expect((await listFilters(supervisor, { tenantId })).map(({ name }) => name)).toEqual(["Terminadas"]);
  });

  test("takes nothing from whoever has the same telephone or mail but that", async () => {
    const shared = ["comun@ejemplo.co", "3001234567"];
    const rowOf = (id: string, name: string, number: string) => [id, name, ...shared, "", number, "Tarjeta", "5,00"];
    const rows = [
      rowOf("52000100", "Ana Paz Gil", "OB-1"),
      rowOf("sin número", "Luis Rey Mora", "OB-2"),
      rowOf("", "ANA PAZ GIL", "OB-3"),
    ];
    const { admin, supervisor, tenantId, firstId: uploadId } = await sentPortfolio(host, rows);
    expect(await erasePerson(admin, { tenantId, identification: "52000100" })).toMatchObject({
      records: 1,
      otherRows: 2,
    });
    const { items } = await listLeftOut(supervisor, { uploadId });
    const left = items.map(({ isErased }) => isErased);
    expect(left).toEqual([false, true]);
    const [other] = await ownerDatabase().leftOutRow.findMany({ where: { uploadId }, orderBy: { row: "asc" } });
    expect(JSON.parse(other?.source ?? "null")[1]).toEqual([
      "sin número",
      "Luis Rey Mora",
      "•••",
      "•••",
      ...rows[1]!.slice(4),
    ]);
    expect(await placesOf(shared)).toEqual([]);
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
