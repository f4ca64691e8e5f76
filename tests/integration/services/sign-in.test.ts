import { randomBytes, randomUUID } from "node:crypto";
import * as argon2 from "@node-rs/argon2";
import pg from "pg";
import { describe, expect, test, vi } from "vitest";
import { newId } from "#lib/database/new-id.ts";
import { clearSessions } from "#lib/services/sessions/clear-sessions.ts";
import { verifyCredentials } from "#lib/services/sessions/verify-credentials.ts";
import { editUser } from "#lib/services/users/edit-user.ts";
import { asWorker } from "#tests/support/database/as-worker.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makeUser, testPassword } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { expectHeld, failAhead, failedAgo } from "#tests/support/people/failures-ahead.ts";

const from = (address: string) => ({ actor: null, address });

vi.mock("@node-rs/argon2", { spy: true });
await failAhead();

describe("signing in", () => {
  test("accepts the right password in any case of the address", async () => {
    const user = await makeUser("supervisor");
    const signedIn = await verifyCredentials(from("198.51.100.1"), {
      email: ` ${user.actor.email.toUpperCase()} `,
      password: testPassword,
    });
    expect(signedIn).toMatchObject({ userId: user.actor.userId, role: "supervisor" });
    expect(await ownerDatabase().auditEntry.count({ where: { action: "signed_in", subject: user.actor.userId } })).toBe(
      1,
    );
  });

  test("answers unknown, wrong and disabled alike", async () => {
    const admin = await makeUser("admin");
    const [wrong, disabled] = [await makeUser("supervisor"), await makeUser("supervisor")];
    await editUser(admin, { userId: disabled.actor.userId, isDisabled: true });
    const tries = [
      { email: wrong.actor.email, password: "no es esta frase" },
      { email: disabled.actor.email, password: testPassword },
      { email: "nadie@example.com", password: testPassword },
    ];
    for (const attempt of tries) {
      await expect(verifyCredentials(from("198.51.100.2"), attempt)).rejects.toMatchObject({
        code: "credentials_wrong",
        params: {},
      });
    }
  });

  test("does the same work for unknown addresses as for wrong passwords", async () => {
    const user = await makeUser("supervisor");
    const work = async (email: string) => {
      const statements = vi.spyOn(pg.Client.prototype, "query");
      vi.mocked(argon2.verify).mockClear();
      const refused = { code: "credentials_wrong" };
      const attempt = verifyCredentials(from(randomUUID()), { email, password: "no es esta frase" });
      await expect(attempt).rejects.toMatchObject(refused);
      const texts = statements.mock.calls.map(([query]) => String(Object(query).text ?? query));
      // What is done to which table: an entry of a known account has a column more.
      const asked = texts.map((text) => [/^\s*\w+/.exec(text)?.[0], text.match(/"[A-Z]\w+"/g)]);
      statements.mockRestore();
      const hashes = vi.mocked(argon2.verify).mock.calls.map(([hash]) => String(hash));
      return {
        asked,
        // Algorithm, version and costs of a hash, and the length of its salt and value.
        hashes: hashes.map((hash) => [hash.split("$").slice(0, 4), hash.split("$").map(({ length }) => length)]),
      };
    };
    // The first check of a nobody makes the hash for all of them.
    await work("warm@example.com");
    const wrong = await work(user.actor.email);
    expect(wrong.hashes).toHaveLength(1);
    expect(wrong.asked.length).toBeGreaterThan(3);
    expect(await work("nadie@example.com")).toEqual(wrong);
  });

  test("makes a guesser wait, even when right, and says how long", async () => {
    const user = await makeUser("supervisor");
    const { email } = user.actor;
    const guess = (password: string) => verifyCredentials(from("198.51.100.3"), { email, password });
    for (let round = 0; round < 5; round++)
      await expect(guess("adivinanza larga")).rejects.toMatchObject({ code: "credentials_wrong" });
    await expectHeld(email, () => guess(testPassword), 1);
    await failedAgo(email, 1);
    await expect(guess(testPassword)).resolves.toMatchObject({ userId: user.actor.userId });
  });

  test("a held attempt makes nobody wait longer", async () => {
    const user = await makeUser("supervisor");
    const guess = () =>
      verifyCredentials(from("198.51.100.13"), { email: user.actor.email, password: "adivinanza larga" });
    const { email } = user.actor;
    for (let round = 0; round < 6; round++) {
      await expect(guess()).rejects.toMatchObject({ code: "credentials_wrong" });
      if (round > 3) await failedAgo(email, 60);
    }
    await expect(guess()).rejects.toMatchObject({ code: "credentials_wrong" });
    for (let round = 0; round < 4; round++) await expectHeld(email, guess, 4);
    await failedAgo(email, 4);
    await expect(guess()).rejects.toMatchObject({ code: "credentials_wrong" });
  });

  test("counts simultaneous guesses", async () => {
    const user = await makeUser("supervisor");
    const guesses = Array.from({ length: 30 }, () =>
      verifyCredentials(from("198.51.100.4"), { email: user.actor.email, password: "adivinanza larga" }).catch(
        (error) => error.code,
      ),
    );
    const codes = await Promise.all(guesses);
    const wrong = codes.filter((code) => code === "credentials_wrong");
    expect(wrong.length).toBeLessThanOrEqual(5);
    expect(codes.filter((code) => code === "throttled")).toHaveLength(30 - wrong.length);
  });

  test("never locks owners out for other people's guesses", async () => {
    const user = await makeUser("supervisor");
    const credentials = { email: user.actor.email, password: testPassword };
    const wrong = { ...credentials, password: "adivinanza larga" };
    await verifyCredentials(from("198.51.100.5"), credentials);
    // Far more than the 1,730 failures that an earlier design needed to lock everybody out.
    await ownerDatabase().$executeRaw`
      INSERT INTO "SignInAttempt" (id, kind, email, address, succeeded, at)
      SELECT gen_random_uuid(), 'sign_in', CASE WHEN n % 2 = 0 THEN ${user.actor.email} ELSE 'nadie' || n || '@example.com' END,
        '203.0.113.' || n % 250, false, now()
      FROM generate_series(1, 5000) AS n`;
    try {
      const signedIn = { userId: user.actor.userId };
      await expect(verifyCredentials(from("198.51.100.5"), credentials)).resolves.toMatchObject(signedIn);
      await expect(verifyCredentials(from("192.0.2.77"), credentials)).resolves.toMatchObject(signedIn);
      // An owner who mistypes at home continues at once; a stranger waits.
      await expect(verifyCredentials(from("198.51.100.5"), wrong)).rejects.toMatchObject({ code: "credentials_wrong" });
      await expect(verifyCredentials(from("198.51.100.5"), credentials)).resolves.toMatchObject(signedIn);
      await expect(verifyCredentials(from("192.0.2.78"), wrong)).rejects.toMatchObject({ code: "credentials_wrong" });
      await expectHeld(user.actor.email, () => verifyCredentials(from("192.0.2.78"), credentials), 16);
      const someone = await makeUser("supervisor");
      await expect(
        verifyCredentials(from("192.0.2.79"), { email: someone.actor.email, password: testPassword }),
      ).resolves.toMatchObject({ userId: someone.actor.userId });
    } finally {
      await ownerDatabase().signInAttempt.deleteMany({ where: { address: { startsWith: "203.0.113." } } });
    }
  });

  test("slows guesses from a block of addresses, except its owner's", async () => {
    const user = await makeUser("supervisor");
    const wrong = { email: user.actor.email, password: "adivinanza larga" };
    const codes = [];
    for (let index = 1; index <= 20; index++)
      codes.push(await verifyCredentials(from(`203.0.112.${index}`), wrong).catch((error) => error.code));
    expect(codes.slice(0, 10)).toEqual(Array(10).fill("credentials_wrong"));
    expect(codes.filter((code) => code === "throttled").length).toBeGreaterThanOrEqual(5);
    const right = { ...wrong, password: testPassword };
    // Elsewhere the owner gets in at once, and afterwards at any address of that block.
    const signedIn = { userId: user.actor.userId };
    await expect(verifyCredentials(from("192.0.3.1"), right)).resolves.toMatchObject(signedIn);
    await failedAgo(user.actor.email, 60);
    await expect(verifyCredentials(from("203.0.112.99"), right)).resolves.toMatchObject(signedIn);
    await expect(verifyCredentials(from("203.0.112.30"), wrong)).rejects.toMatchObject({ code: "credentials_wrong" });
    await expect(verifyCredentials(from("203.0.112.31"), right)).resolves.toMatchObject(signedIn);
  });

  test("makes a network (or /64) trying many accounts wait", async () => {
    const network = (index: number) => `2001:db8:0:1::${index.toString(16)}`;
    const tryOut = (index: number) =>
      verifyCredentials(from(network(index)), {
        email: `nadie${index}@example.com`,
        password: "adivinanza larga",
      }).catch((error) => error.code);
    for (let index = 0; index < 20; index++) expect(await tryOut(index)).toBe("credentials_wrong");
    expect(await tryOut(20)).toBe("throttled");
    await expect(
      verifyCredentials(from("2001:db8:0:2::1"), { email: "nadie@example.com", password: "adivinanza larga" }),
    ).rejects.toMatchObject({ code: "credentials_wrong" });
  });

  test("its tries are purged once nothing reads them", async () => {
    const email = `purga-${fromNow().getTime()}@example.com`;
    const attempt = (succeeded: boolean, hours: number) => ({
      ...{ id: newId(), email, address: "192.0.2.200", succeeded },
      at: fromNow(-hours * 3_600_000),
    });
    await ownerDatabase().signInAttempt.createMany({
      data: [attempt(false, 0), attempt(false, 2), attempt(true, 29 * 24), attempt(true, 31 * 24)],
    });
    await asWorker(clearSessions);
    const left = await ownerDatabase().signInAttempt.findMany({ where: { email }, orderBy: { at: "asc" } });
    expect(left.map(({ succeeded }) => succeeded)).toEqual([true, false]);
  });

  test("links and first-run codes are purged a week after they are over", async () => {
    const [young, over, old] = [await makeUser("supervisor"), await makeUser("auditor"), await makeUser("admin")];
    const link = ({ actor }: typeof young, days: number) => ({
      ...{ userId: actor.userId, kind: "reset" as const, secretHash: randomBytes(32) },
      expiresAt: fromNow(days * 86_400_000),
    });
    await ownerDatabase().accessLink.createMany({ data: [link(young, 1), link(over, -6), link(old, -8)] });
    const code = { id: 1, codeHash: randomBytes(32) };
    const expiring = (days: number) => ({ expiresAt: fromNow(days * 86_400_000) });
    await ownerDatabase().firstRunCode.deleteMany();
    await ownerDatabase().firstRunCode.create({ data: { ...code, ...expiring(-6) } });
    expect(await asWorker(clearSessions)).toMatchObject({ links: 1, codes: 0 });
    const userIds = [young, over, old].map(({ actor }) => actor.userId);
    const left = await ownerDatabase().accessLink.findMany({ where: { userId: { in: userIds } } });
    expect(left.map(({ userId }) => userId).toSorted()).toEqual(userIds.slice(0, 2).toSorted());
    await ownerDatabase().firstRunCode.update({ where: { id: 1 }, data: expiring(-8) });
    expect(await asWorker(clearSessions)).toMatchObject({ links: 0, codes: 1 });
    expect(await ownerDatabase().firstRunCode.count()).toBe(0);
  });

  test("refuses an impossible address or password", async () => {
    await expect(verifyCredentials(from("198.51.100.6"), { email: "", password: "" })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});
