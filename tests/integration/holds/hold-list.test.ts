import { afterAll, describe, expect, test } from "vitest";
import { holdKey } from "#lib/domain/person/hold-key.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { endHold } from "#lib/services/holds/end-hold.ts";
import { listHoldBuckets } from "#lib/services/holds/list-hold-buckets.ts";
import { listHolds } from "#lib/services/holds/list-holds.ts";
import { tellHeld } from "#lib/services/holds/tell-held.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makeTeam } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";

afterAll(() => closeAll());

const newTeam = () => makeTeam({ server: "crm01.wolkvox.com" });

/** As if all holds of a tenant had got this last day. */
const endOn = (tenantId: string, day: string) =>
  ownerDatabase().hold.updateMany({ where: { tenantId }, data: { until: new Date(day) } });

describe("the hold list", () => {
  test("keeps people once, in the form in which they are sent", async () => {
    const { supervisor, tenantId } = await newTeam();
    const texts = ["CC 1.234.567", "1234567", "0001234567", "no se lee!", "NIT 900123456-8", "AB-77"];
    expect(await addHolds(supervisor, { tenantId, identifications: texts, why: "claim", note: "PQR 4411" })).toEqual({
      added: 3,
      extended: 0,
      known: 0,
      unreadable: ["no se lee!"],
    });
    const again = { tenantId, identifications: ["1.234.567", "ab-77", "555"], why: "deceased" as const };
    expect(await addHolds(supervisor, again)).toEqual({ added: 1, extended: 0, known: 2, unreadable: [] });
    const { items } = await listHolds(supervisor, { tenantId });
    const told = items.map(({ identification, why, by }) => [identification, why, by === supervisor.actor.name]);
    // The newest first; those that were added together in any order.
    expect(told[0]).toEqual(["555", "deceased", true]);
    expect(told.slice(1).sort()).toEqual([
      ["0001234567", "claim", true],
      ["900123456", "claim", true],
      ["AB-77", "claim", true],
    ]);
    expect((await listHolds(supervisor, { tenantId, text: "0123" })).items).toHaveLength(2);
    expect((await listHolds(supervisor, { tenantId, text: "pqr" })).items).toHaveLength(3);
    expect((await listHolds(supervisor, { tenantId, text: "%" })).items).toEqual([]);
  });

  test("reads passports with their type before them, and joins their forms", async () => {
    const { supervisor, tenantId } = await newTeam();
    const texts = ["CE AB123458", "C.E. ab-123458", "PA AB123456", "pasaporte XY-9001", "P.P. XY9001", "PPT 1234567"];
    expect(await addHolds(supervisor, { tenantId, identifications: texts, why: "claim" })).toEqual({
      added: 4,
      extended: 0,
      known: 0,
      unreadable: [],
    });
    const { items } = await listHolds(supervisor, { tenantId });
    expect(items.map(({ identification }) => identification).sort()).toEqual([
      "1234567",
      "AB123456",
      "XY9001",
      "ab-123458",
    ]);
    expect(await addHolds(supervisor, { tenantId, identifications: ["A B123456"], why: "claim" })).toMatchObject({
      added: 0,
    });
  });

  test("is read page by page", async () => {
    const { supervisor, tenantId } = await newTeam();
    const identifications = ["11", "12", "13", "14", "15"];
    await addHolds(supervisor, { tenantId, identifications, why: "opposition" });
    const first = await listHolds(supervisor, { tenantId, limit: 3 });
    const rest = await listHolds(supervisor, { tenantId, limit: 3, after: first.next ?? "" });
    expect([...first.items, ...rest.items].map(({ identification }) => identification).sort()).toEqual(identifications);
    expect([first.items.length, rest.items.length]).toEqual([3, 2]);
    expect(rest.next).toBeNull();
  });

  test("a change is an audit entry that does not name the person", async () => {
    const { supervisor, tenantId } = await newTeam();
    await addHolds(supervisor, { tenantId, identifications: ["77001122"], why: "judicial" });
    const [hold] = (await listHolds(supervisor, { tenantId })).items;
    await endHold(supervisor, { tenantId, holdId: hold?.id ?? "" });
    expect((await listHolds(supervisor, { tenantId })).items).toEqual([]);
    await expect(endHold(supervisor, { tenantId, holdId: hold?.id ?? "" })).rejects.toMatchObject({
      code: "not_found",
    });
    const entries = await ownerDatabase().auditEntry.findMany({
      where: { tenantId, action: { in: ["hold_added", "hold_ended"] } },
      orderBy: { id: "asc" },
    });
    expect(entries.map(({ action }) => action)).toEqual(["hold_added", "hold_ended"]);
    expect(JSON.stringify(entries)).not.toContain("77001122");
    const [added, ended] = entries.map(({ details }) => details as { person: string; why: string });
    expect(added?.person).toBe(ended?.person);
    expect(added).toMatchObject({ why: "judicial", person: expect.stringMatching(/^[^:]+:[0-9a-f]{32}$/) });
  });

  test("one tenant's list says nothing of another's, and its hash is another", async () => {
    const [mine, theirs] = [await newTeam(), await newTeam()];
    for (const { supervisor, tenantId } of [mine, theirs])
      await addHolds(supervisor, { tenantId, identifications: ["88112233"], why: "claim" });
    const people = await ownerDatabase().auditEntry.findMany({
      where: { tenantId: { in: [mine.tenantId, theirs.tenantId] }, action: "hold_added" },
    });
    expect(new Set(people.map(({ details }) => (details as { person: string }).person)).size).toBe(2);
    const [hold] = (await listHolds(theirs.supervisor, { tenantId: theirs.tenantId })).items;
    const foreign = { tenantId: mine.tenantId, holdId: hold?.id ?? "" };
    await expect(endHold(mine.supervisor, foreign)).rejects.toMatchObject({ code: "not_found" });
    expect((await listHolds(theirs.supervisor, { tenantId: theirs.tenantId })).items).toHaveLength(1);
  });

  test("holds nobody after its last day", async () => {
    const { supervisor, tenantId } = await newTeam();
    await addHolds(supervisor, { tenantId, identifications: ["1001"], why: "claim" });
    await endOn(tenantId, "2020-01-31");
    await addHolds(supervisor, { tenantId, identifications: ["1002"], why: "claim", until: "2999-12-31" });
    expect((await listHolds(supervisor, { tenantId })).items.map(({ until, isOver }) => [until, isOver])).toEqual([
      ["2999-12-31", false],
      ["2020-01-31", true],
    ]);
    expect(await tellHeld(supervisor, { tenantId, identifications: ["1001", "001002", "1003"] })).toEqual([
      { key: "1002", why: "claim" },
    ]);
    expect(await listHoldBuckets(supervisor, { tenantId })).toHaveLength(1);
  });

  test("a hold that is over makes room for a new one", async () => {
    const { supervisor, tenantId } = await newTeam();
    await addHolds(supervisor, { tenantId, identifications: ["1001"], why: "claim" });
    await endOn(tenantId, "2020-01-31");
    const again = { tenantId, identifications: ["1.001", "1002"], why: "deceased" as const };
    expect(await addHolds(supervisor, again)).toEqual({ added: 2, extended: 0, known: 0, unreadable: [] });
    const { items } = await listHolds(supervisor, { tenantId });
    expect(items.map(({ identification, why, isOver }) => [identification, why, isOver]).sort()).toEqual([
      ["1001", "deceased", false],
      ["1002", "deceased", false],
    ]);
  });

  test("of two holds the longer one stays", async () => {
    const { supervisor, tenantId } = await newTeam();
    const add = (why: "claim" | "deceased", until: string | null) =>
      addHolds(supervisor, { tenantId, identifications: ["1001"], why, until });
    const told = async () => (await listHolds(supervisor, { tenantId })).items.map(({ why, until }) => [why, until]);
    await add("claim", "2998-01-31");
    expect(await add("deceased", "2998-01-31")).toMatchObject({ added: 0, known: 1 });
    expect(await told()).toEqual([["claim", "2998-01-31"]]);
    expect(await add("deceased", "2999-01-31")).toMatchObject({ added: 0, extended: 1, known: 0 });
    expect(await told()).toEqual([["deceased", "2999-01-31"]]);
    expect(await add("claim", null)).toMatchObject({ added: 0, extended: 1, known: 0 });
    expect(await add("deceased", "2999-12-31")).toMatchObject({ added: 0, extended: 0, known: 1 });
    expect(await told()).toEqual([["claim", null]]);
  });

  test("a longer hold says what it took the place of, and keeps its note unless it has one", async () => {
    const { supervisor, tenantId } = await newTeam();
    const add = (identifications: string[], why: "judicial" | "deceased", until: string | null, note = "") =>
      addHolds(supervisor, { tenantId, identifications, why, until, note });
    const told = async () =>
      (await listHolds(supervisor, { tenantId })).items
        .map(({ identification, why, until, note }) => [identification, why, until, note])
        .sort();
    await add(["1001", "1002"], "deceased", "2998-12-31", "Acta 7");
    await add(["1003"], "deceased", null);
    const longer = await add(["1.001", "1003", "1004"], "judicial", "2999-01-31");
    expect(longer).toEqual({ added: 1, extended: 1, known: 1, unreadable: [] });
    expect(await add(["1002"], "judicial", null, "Juzgado 4")).toMatchObject({ added: 0, extended: 1 });
    expect(await told()).toEqual([
      ["1001", "judicial", "2999-01-31", "Acta 7"],
      ["1002", "judicial", null, "Juzgado 4"],
      ["1003", "deceased", null, ""],
      ["1004", "judicial", "2999-01-31", ""],
    ]);
    // Entries of one moment have no order.
    const entries = await ownerDatabase().auditEntry.findMany({
      where: { tenantId, action: { startsWith: "hold_" } },
      orderBy: { action: "asc" },
    });
    expect(entries.map(({ action }) => action.slice(5))).toEqual([
      "added",
      "added",
      "added",
      "added",
      "extended",
      "extended",
    ]);
    const why = { from: "deceased", to: "judicial" };
    const extended = entries.filter(({ action }) => action === "hold_extended").map(({ details }) => details);
    for (const to of ["2999-01-31", null])
      expect(extended).toContainEqual(expect.objectContaining({ why, until: { from: "2998-12-31", to } }));
    expect(JSON.stringify(extended)).not.toContain("Acta");

    // One that is over keeps nobody out: its note is of a hold that ended.
    await endOn(tenantId, "2020-01-31");
    expect(await add(["1001"], "deceased", null)).toMatchObject({ added: 1, extended: 0 });
    expect((await told())[0]).toEqual(["1001", "deceased", null, ""]);
  });

  test("cannot end before it begins, by the tenant's clock", async () => {
    const { supervisor, tenantId } = await newTeam();
    const endingOn = (until: string) =>
      addHolds(supervisor, { tenantId, identifications: ["1001"], why: "claim", until });
    const [clock] = await ownerDatabase().$queryRaw<{ today: string; yesterday: string }[]>`
      SELECT now_there::date::text AS today, (now_there::date - 1)::text AS yesterday
      FROM "Tenant", LATERAL (SELECT now() AT TIME ZONE "timeZone" AS now_there) AS clock WHERE id = ${tenantId}::uuid`;
    await expect(endingOn(clock?.yesterday ?? "")).rejects.toMatchObject({
      code: "invalid",
      params: { fields: ["until"] },
    });
    expect(await endingOn(clock?.today ?? "")).toMatchObject({ added: 1 });
  });

  test("with another country the list finds people by that country's numbers", async () => {
    const { supervisor, admin, tenantId } = await newTeam();
    const until = fromNow(5 * 86_400_000)
      .toISOString()
      .slice(0, 10);
    await addHolds(supervisor, { tenantId, identifications: ["10000013K", "12345678-5"], why: "claim" });
    await addHolds(supervisor, { tenantId, identifications: ["10000013"], why: "claim", until });
    const keys = async () =>
      (await ownerDatabase().hold.findMany({ where: { tenantId }, select: { key: true, until: true } })).toSorted(
        (a, b) => a.key.localeCompare(b.key),
      );
    expect((await keys()).map(({ key }) => key)).toEqual(["10000013", "10000013K", "12345678"]);
    await editTenant(admin, { tenantId, country: "CL" });
    expect(await keys()).toEqual([
      { key: "10000013", until: null },
      { key: "12345678", until: null },
    ]);
    expect(await tellHeld(supervisor, { tenantId, identifications: ["123456785", "10000013-k"] })).toHaveLength(2);
  });

  test("the database finds people by the same key", async () => {
    const odd = [
      "AB-12",
      "00A_B/12",
      "0-0A1",
      "12345-6",
      "0012",
      "12",
      "00ab-7",
      "ÁB/9_x",
      "ñ0",
      "0ß1",
      "900123456-7",
      "00900123456-7",
      "12345-6",
    ];
    const numbers = Array.from({ length: 2_000 }, (_, index) => String(Math.floor(1.37 ** (20 + index / 26))));
    const forms = (number: string) => [
      number,
      `9${number}`,
      `${number}-5`,
      `${number}k`,
      `${number}/`,
      `-7${number}_K`,
    ];
    const texts = [...odd, ...numbers.flatMap(forms), ...["8001-11555", "12--345_678/9", "---", ""]];
    for (const country of ["CO", "CL", "PE"]) {
      const rows = await ownerDatabase().$queryRaw<{ key: string }[]>`
        SELECT hold_key(text, ${country}) AS key FROM unnest(${texts}::text[]) WITH ORDINALITY AS t(text, n) ORDER BY n`;
      expect(rows.map(({ key }) => key)).toEqual(texts.map((text) => holdKey(text, country)));
    }
  });
});
