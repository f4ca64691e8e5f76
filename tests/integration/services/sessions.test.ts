import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test, vi } from "vitest";
import type { Transaction } from "#lib/database/client.ts";
import { findSessionUser, secondsLeft, selectGoodSessions, touchSession } from "#lib/database/users/sessions.ts";
import { isPasswordRight } from "#lib/secrets/password.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { clearSessions } from "#lib/services/sessions/clear-sessions.ts";
import { currentActor } from "#lib/services/sessions/current-actor.ts";
import { endSession } from "#lib/services/sessions/end-session.ts";
import { endSessions } from "#lib/services/sessions/end-sessions.ts";
import { listSessions } from "#lib/services/sessions/list-sessions.ts";
import { noteActivity } from "#lib/services/sessions/note-activity.ts";
import { showSession } from "#lib/services/sessions/show-session.ts";
import { signOut } from "#lib/services/sessions/sign-out.ts";
import { verifyCredentials } from "#lib/services/sessions/verify-credentials.ts";
import { changeLocale } from "#lib/services/users/change-locale.ts";
import { editUser } from "#lib/services/users/edit-user.ts";
import { asWorker } from "#tests/support/database/as-worker.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { onTestDatabase } from "#tests/support/database/on-test-database.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import {
  collected,
  inNewSession,
  makePortfolio,
  makeSession,
  makeTeam,
  makeTenant,
  makeUser,
  stage,
  testPassword,
  type UserCtx,
} from "#tests/support/factories.ts";
import { setNewPassword } from "#tests/support/people/set-new-password.ts";

vi.mock("#lib/secrets/password.ts", { spy: true });
afterAll(() => closeAll());

const admin = await makeUser("admin");

const isGood = async ({ actor }: UserCtx) => (await currentActor(actor.sessionId)) !== null;
const rowOf = ({ actor }: UserCtx) => ownerDatabase().session.findUnique({ where: { id: actor.sessionId } });
const auditOf = (userId: string, action: string) =>
  ownerDatabase().auditEntry.findMany({ where: { subject: userId, action }, orderBy: { id: "asc" } });

/** As if so many minutes had passed since. */
const age = (
  { actor }: UserCtx,
  column: "activeAt" | "startedAt",
  minutes: number,
  db: Transaction = ownerDatabase(),
): Promise<number> =>
  db.$executeRawUnsafe(
    `UPDATE "Session" SET "${column}" = now() - $1::float8 * interval '1 second' WHERE id = $2::uuid`,
    minutes * 60,
    actor.sessionId,
  );

describe("a session", () => {
  test("begins with signing in and shows address and browser", async () => {
    const { actor } = await makeUser("supervisor");
    const place = { address: "198.51.100.20", browser: "Chrome · Windows" };
    const signedIn = await verifyCredentials({ actor: null, ...place }, { email: actor.email, password: testPassword });
    expect(await currentActor(signedIn.sessionId)).toEqual(signedIn);
    const [mine, ...others] = await listSessions({ actor: signedIn, address: null }, {});
    expect(mine).toMatchObject({ id: signedIn.sessionId, ...place, isCurrent: true });
    expect(others).toMatchObject([{ id: actor.sessionId, isCurrent: false }]);
  });

  test.each([
    ["another role", { role: "admin" as const }, false],
    ["disabling", { isDisabled: true }, false],
    ["another name", { name: "Otra Persona" }, true],
    ["the role there was", { role: "supervisor" as const }, true],
  ])("after %s", async (_, change, staysGood) => {
    const user = await makeUser("supervisor");
    const elsewhere = await inNewSession(user);
    const bystander = await makeUser("supervisor");
    await editUser(admin, { userId: user.actor.userId, ...change });
    expect([await isGood(user), await isGood(elsewhere)]).toEqual([staysGood, staysGood]);
    expect(await isGood(bystander)).toBe(true);
    const [edited] = await auditOf(user.actor.userId, "user_edited");
    expect(edited?.details).toMatchObject(staysGood ? {} : { sessions: 2 });
  });

  test("ends with another set of tenants, not the same", async () => {
    const { admin: owner, supervisor, tenantId } = await makeTeam({ server: "crm03.wolkvox.com" });
    const { userId } = supervisor.actor;
    await editUser(owner, { userId, tenantIds: [tenantId] });
    expect(await isGood(supervisor)).toBe(true);
    await editUser(owner, { userId, tenantIds: [] });
    expect(await isGood(supervisor)).toBe(false);
    const later = await inNewSession(supervisor);
    await editUser(owner, { userId, tenantIds: [tenantId] });
    expect(await isGood(later)).toBe(false);
  });

  test("does not begin with a password that is changed before, while or after it is checked", async () => {
    const user = await makeUser("supervisor");
    const { userId, email } = user.actor;
    const check = vi.mocked(isPasswordRight);
    const { isPasswordRight: really } =
      await vi.importActual<typeof import("#lib/secrets/password.ts")>("#lib/secrets/password.ts");
    let current = testPassword;
    const change = async () => {
      current = `${current} y más`;
      await setNewPassword(userId, current);
    };
    const signIn = (password: string) =>
      verifyCredentials({ actor: null, address: "198.51.100.21" }, { email, password });
    const sessions = () => ownerDatabase().session.count({ where: { userId } });
    check.mockImplementationOnce(async (...given) => {
      await change();
      return really(...given);
    });
    await expect(signIn(current)).rejects.toMatchObject({ code: "credentials_wrong" });
    expect(await sessions()).toBe(0);
    check.mockImplementationOnce(async (...given) => {
      const isRight = await really(...given);
      await change();
      return isRight;
    });
    await expect(signIn(current)).rejects.toMatchObject({ code: "credentials_wrong" });
    expect(await sessions()).toBe(0);
    await signIn(current);
    await change();
    expect(await sessions()).toBe(0);
  });

  test("waits for a change of its user that is under way", async () => {
    const { userId, email } = (await makeUser("supervisor")).actor;
    let signingIn: Promise<unknown> = Promise.resolve();
    await onTestDatabase(async (client) => {
      await client.query("BEGIN");
      await client.query(`UPDATE "User" SET "passwordHash" = 'another' WHERE id = $1`, [userId]);
      signingIn = verifyCredentials({ actor: null, address: "198.51.100.22" }, { email, password: testPassword }).catch(
        ({ code }) => code,
      );
      const { rows } = await client.query("SELECT pg_backend_pid() AS pid");
      const waiting = () =>
        client.query("SELECT FROM pg_locks WHERE NOT granted AND $1 = ANY(pg_blocking_pids(pid))", [rows[0].pid]);
      await expect.poll(async () => (await waiting()).rowCount).toBe(1);
      await client.query("COMMIT");
    });
    expect(await signingIn).toBe("credentials_wrong");
  });

  test("ends after 30 idle minutes, or twelve hours", async () => {
    const user = await makeUser("supervisor");
    // Within a transaction the database's clock stands still.
    const lifeAt = (column: "activeAt" | "startedAt", seconds: number) =>
      ownerDatabase().$transaction(async (tx) => {
        await age(user, column, seconds / 60, tx);
        const { sessionId } = user.actor;
        const isFound = (await findSessionUser(tx, sessionId)) !== null;
        return [isFound, await selectGoodSessions(tx, [sessionId]), await secondsLeft(tx, sessionId)];
      });
    const { sessionId } = user.actor;
    expect(await lifeAt("activeAt", 1_798.5)).toEqual([true, [sessionId], 1]);
    expect(await lifeAt("activeAt", 1_801)).toEqual([false, [], null]);
    expect(await isGood(user)).toBe(false);
    await expect(showSession(user)).rejects.toMatchObject({ code: "signed_out" });
    await expect(noteActivity(user)).rejects.toMatchObject({ code: "signed_out" });
    expect(await isGood(user), "work comes too late").toBe(false);

    await age(user, "activeAt", 0);
    expect(await lifeAt("startedAt", 12 * 3_600 - 60.5)).toEqual([true, [sessionId], 60]);
    expect(await lifeAt("startedAt", 12 * 3_600 + 1)).toEqual([false, [], null]);
    expect(await isGood(user)).toBe(false);
  });

  test("tells only whether the page's tenant is its user's", async () => {
    const make = async () => (await makeTenant(admin, { server: "crm05.wolkvox.com" })).tenantId;
    const [tenantId, othersId] = [await make(), await make()];
    const user = await makeUser("supervisor", [tenantId]);
    const has = async (id?: string) => (await showSession(user, { tenantId: id })).hasTenant;
    expect([await has(), await has(tenantId)]).toEqual([true, true]);
    expect([await has(othersId), await has(randomUUID()), await has("x")]).toEqual([false, false, false]);
    await ownerDatabase().membership.deleteMany({ where: { userId: user.actor.userId } });
    expect([await has(tenantId), (await noteActivity(user, { tenantId })).hasTenant]).toEqual([false, false]);
  });

  test("is extended by work only, written once a minute", async () => {
    const user = await makeUser("supervisor");
    await age(user, "activeAt", 10);
    await currentActor(user.actor.sessionId);
    await showSession(user);
    await listSessions(user, {});
    const { activeAt: before } = (await rowOf(user))!;
    const { endsInSeconds } = await showSession(user);
    expect(endsInSeconds).toBeLessThanOrEqual(20 * 60);
    expect((await noteActivity(user)).endsInSeconds).toBeGreaterThan(endsInSeconds);
    expect((await rowOf(user))!.activeAt.getTime()).toBeGreaterThanOrEqual(before.getTime() + 10 * 60_000);
    const isWrittenAfter = (seconds: number) =>
      ownerDatabase().$transaction(async (tx) => {
        await age(user, "activeAt", seconds / 60, tx);
        await touchSession(tx, user.actor.sessionId);
        const [row] = await tx.$queryRaw<{ isWritten: boolean }[]>`
          SELECT "activeAt" > now() - interval '1 second' AS "isWritten" FROM "Session" WHERE id = ${user.actor.sessionId}::uuid`;
        return row?.isWritten;
      });
    expect([await isWrittenAfter(59), await isWrittenAfter(61)]).toEqual([false, true]);
  });

  test("signed out is gone, logged and cannot be used", async () => {
    const user = await makeUser("supervisor");
    const elsewhere = await inNewSession(user);
    await signOut(user);
    expect([await isGood(user), await isGood(elsewhere)]).toEqual([false, true]);
    expect(await rowOf(user)).toBeNull();
    await expect(noteActivity(user)).rejects.toMatchObject({ code: "signed_out" });
    expect(await rowOf(user)).toBeNull();
    await signOut(user);
    expect(await auditOf(user.actor.userId, "signed_out")).toMatchObject([{ actorId: user.actor.userId }]);
  });

  test("can be ended from another one, alone or all", async () => {
    const user = await makeUser("supervisor");
    const { userId } = user.actor;
    const [second, third] = [await inNewSession(user), await inNewSession(user)];
    await endSession(user, { sessionId: second.actor.sessionId });
    expect([await isGood(user), await isGood(second), await isGood(third)]).toEqual([true, false, true]);
    await expect(endSession(user, { sessionId: second.actor.sessionId })).rejects.toMatchObject({ code: "not_found" });
    await endSessions(user, {});
    expect([await isGood(user), await isGood(third)]).toEqual([false, false]);
    const entries = await auditOf(userId, "sessions_ended");
    expect(entries.map(({ actorId, details }) => [actorId, details])).toEqual([
      [userId, { sessions: 1 }],
      [userId, { sessions: 2 }],
    ]);
  });

  test("of a user is ended by a named admin", async () => {
    const user = await makeUser("supervisor");
    await endSessions(admin, { userId: user.actor.userId });
    expect([await isGood(user), await isGood(admin)]).toEqual([false, true]);
    expect(await auditOf(user.actor.userId, "sessions_ended")).toMatchObject([{ actorId: admin.actor.userId }]);
  });

  test("that is over is deleted, a good one stays", async () => {
    const [idle, spent, good] = [await makeUser("supervisor"), await makeUser("supervisor"), await makeUser("admin")];
    await age(idle, "activeAt", 31);
    await age(spent, "startedAt", 12 * 60 + 1);
    expect((await asWorker(clearSessions)).sessions).toBeGreaterThanOrEqual(2);
    expect([await rowOf(idle), await rowOf(spent)]).toEqual([null, null]);
    expect(await isGood(good)).toBe(true);
  });

  test("of nobody belongs to nobody", async () => {
    for (const id of ["not-an-id", randomUUID(), null, undefined, 1]) expect(await currentActor(id)).toBeNull();
  });

  test("keeps the language its user chose", async () => {
    const user = await makeUser("supervisor");
    await changeLocale(user, { locale: "pt-BR" });
    expect(await currentActor(user.actor.sessionId)).toMatchObject({ locale: "pt-BR" });
  });
});

test("a long download is cut when its session ends", async () => {
  const { supervisor, tenantId } = await makeTeam({ server: "crm04.wolkvox.com" });
  const rows = makePortfolio(2_000).map(([_, ...cells]) => ["", ...cells]);
  const uploadId = await stage(supervisor, tenantId, [...rows, ...makePortfolio(1)]);
  const report = await exportRows(supervisor, { uploadId, group: "left_out" });
  let told = 0;
  const reading = (async () => {
    for await (const _ of report.rows) if (++told === 100) await signOut(supervisor);
  })();
  await expect(reading).rejects.toMatchObject({ code: "signed_out" });
  expect(told).toBeLessThan(rows.length);
  const other = {
    ...supervisor,
    actor: { ...supervisor.actor, sessionId: await makeSession(supervisor.actor.userId) },
  };
  expect((await collected((await exportRows(other, { uploadId, group: "left_out" })).rows)).length).toBeGreaterThan(
    rows.length - 1,
  );
});
