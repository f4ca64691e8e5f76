import { describe, expect, test, vi } from "vitest";
import type { Transaction } from "#lib/database/client.ts";
import { findSessionUser } from "#lib/database/users/sessions.ts";
import { totpCode, totpStepAt } from "#lib/secrets/totp.ts";
import { currentActor } from "#lib/services/sessions/current-actor.ts";
import { reauthenticate } from "#lib/services/sessions/reauthenticate.ts";
import { verifyCredentials } from "#lib/services/sessions/verify-credentials.ts";
import { beginSecondFactor } from "#lib/services/users/begin-second-factor.ts";
import { confirmSecondFactor } from "#lib/services/users/confirm-second-factor.ts";
import { removeSecondFactor } from "#lib/services/users/remove-second-factor.ts";
import { renewRecoveryCodes } from "#lib/services/users/renew-recovery-codes.ts";
import { resetSecondFactor } from "#lib/services/users/reset-second-factor.ts";
import { showSecurity } from "#lib/services/users/show-security.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { inNewSession, makeUser, testPassword, type UserCtx } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { failAhead } from "#tests/support/people/failures-ahead.ts";
import { giveFactor } from "#tests/support/people/second-factor.ts";

// Codes are of steps of half a minute: all of this file happens in one of them.
vi.useFakeTimers({ toFake: ["Date"] });
await failAhead();

const from = (address: string) => ({ actor: null, address });
const signIn = ({ actor }: UserCtx, code?: string, address = "198.51.100.60") =>
  verifyCredentials(from(address), {
    email: actor.email,
    password: testPassword,
    ...(code === undefined ? {} : { code }),
  });
const codeOf = (answer: Promise<unknown>) =>
  answer.then(
    () => "ok",
    (error) => error.code,
  );
const actionsOf = async ({ actor }: UserCtx) =>
  (await ownerDatabase().auditEntry.findMany({ where: { subject: actor.userId }, orderBy: { id: "asc" } })).map(
    ({ action }) => action,
  );

describe("a second factor", () => {
  test("is asked for once a first code has proven it", async () => {
    const user = await makeUser("supervisor");
    const elsewhere = await inNewSession(user);
    const { secret, qr } = await beginSecondFactor(user);
    // Square, with a finder in two corners of its first row, and light around.
    expect(qr.every((row) => row.length === qr.length && /^0{4}[01]+0{4}$/.test(row))).toBe(true);
    expect(qr[4]).toMatch(/^0{4}1{7}0.*01{7}0{4}$/);
    expect(await codeOf(signIn(user))).toBe("ok");
    expect(await codeOf(confirmSecondFactor(user, { code: "000000" }))).toBe("code_wrong");
    const code = totpCode(secret, totpStepAt(fromNow().getTime()));
    const { codes } = await confirmSecondFactor(user, { code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect([codes.length, new Set(codes).size]).toEqual([10, 10]);
    // Sessions that began without it are over.
    expect(await currentActor(elsewhere.actor.sessionId)).toBeNull();
    expect(await currentActor(user.actor.sessionId)).toMatchObject({ proof: "code" });
    expect(await codeOf(signIn(user))).toBe("code_needed");
    expect(await codeOf(signIn(user, code))).toBe("code_wrong");
    expect(await codeOf(beginSecondFactor(user))).toBe("conflict");
    expect(await showSecurity(user)).toEqual({
      hasPassword: true,
      hasSecondFactor: true,
      isRequired: false,
      recoveryCodes: 10,
      identities: [],
    });
  });

  test("takes each code once, also of requests at the same moment", async () => {
    const user = await makeUser("supervisor");
    const factor = await giveFactor(user.actor.userId);
    const code = factor.code();
    const answers = await Promise.all(Array.from({ length: 4 }, () => codeOf(signIn(user, code))));
    expect(answers.toSorted()).toEqual(["code_wrong", "code_wrong", "code_wrong", "ok"]);
    expect(await codeOf(signIn(user, factor.code(-1)))).toBe("code_wrong");
    expect(await codeOf(signIn(user, factor.code(1)))).toBe("ok");
  });

  test("does not tell of itself before the right password", async () => {
    const user = await makeUser("supervisor");
    const { code } = await giveFactor(user.actor.userId);
    const wrong = verifyCredentials(from("198.51.100.61"), {
      email: user.actor.email,
      password: "no es esta frase",
      code: code(),
    });
    expect(await codeOf(wrong)).toBe("credentials_wrong");
    expect(await codeOf(signIn(user, code()))).toBe("ok");
  });

  test("has recovery codes that work once each, until new ones are made", async () => {
    const user = await makeUser("supervisor");
    const { codes, code } = await giveFactor(user.actor.userId);
    const [first = "", second = ""] = codes;
    expect(await codeOf(signIn(user, first.toUpperCase().replaceAll("-", " ")))).toBe("ok");
    expect(await codeOf(signIn(user, first))).toBe("code_wrong");
    expect((await showSecurity(user)).recoveryCodes).toBe(9);
    expect(await codeOf(renewRecoveryCodes(user, { code: "000000" }))).toBe("code_wrong");
    const { codes: renewed } = await renewRecoveryCodes(user, { code: code() });
    expect(await codeOf(signIn(user, second))).toBe("code_wrong");
    expect(await codeOf(signIn(user, renewed[0]))).toBe("ok");
    expect(await actionsOf(user)).toEqual(
      expect.arrayContaining(["recovery_code_used", "recovery_codes_made", "second_factor_failed"]),
    );
    const stored = await ownerDatabase().recoveryCode.findMany({ where: { userId: user.actor.userId } });
    expect(stored.every(({ codeHash }) => codeHash.length === 32)).toBe(true);
  });

  test("is sealed for its user alone", async () => {
    const [mine, theirs] = [await makeUser("supervisor"), await makeUser("supervisor")];
    const factor = await giveFactor(theirs.actor.userId);
    const { sealed, keyId } = await ownerDatabase().secondFactor.findUniqueOrThrow({
      where: { userId: theirs.actor.userId },
    });
    await ownerDatabase().secondFactor.create({
      data: { userId: mine.actor.userId, sealed, keyId, confirmedAt: fromNow() },
    });
    await expect(signIn(mine, factor.code())).rejects.toThrow(/authenticate/);
  });

  test("is guessed as slowly as a password, and by no crowd", async () => {
    const user = await makeUser("supervisor");
    const factor = await giveFactor(user.actor.userId);
    const guesses = [];
    for (let round = 0; round < 6; round++) guesses.push(await codeOf(signIn(user, "000000", "198.51.100.62")));
    expect(guesses).toEqual([...Array(5).fill("code_wrong"), "throttled"]);
    // Each guess from a network of its own; the owner signs in from one that is known.
    expect(await codeOf(signIn(user, factor.code(), "198.51.99.1"))).toBe("ok");
    const crowd = [];
    for (let index = 0; index < 20; index++) crowd.push(await codeOf(signIn(user, "000000", `203.${index}.113.1`)));
    expect(crowd.at(0)).toBe("code_wrong");
    expect(crowd.slice(-4)).toEqual(Array(4).fill("throttled"));
    expect(await codeOf(signIn(user, factor.code(1), "198.51.99.1"))).toBe("ok");
  });

  test("is removed by its user, or by an admin for who lost it", async () => {
    const admin = await makeUser("admin");
    const [own, lost] = [await makeUser("supervisor"), await makeUser("supervisor")];
    const { code } = await giveFactor(own.actor.userId);
    await giveFactor(lost.actor.userId);
    // However fresh the session: an open page is not enough.
    for (const typed of ["000000", ""])
      expect(await codeOf(removeSecondFactor(own, { code: typed }))).toBe(typed === "" ? "invalid" : "code_wrong");
    expect(await codeOf(signIn(own))).toBe("code_needed");
    await removeSecondFactor(own, { code: code() });
    expect(await codeOf(signIn(own))).toBe("ok");
    await resetSecondFactor(admin, { userId: lost.actor.userId });
    expect(await currentActor(lost.actor.sessionId)).toBeNull();
    expect(await codeOf(signIn(lost))).toBe("ok");
    expect(await ownerDatabase().recoveryCode.count({ where: { userId: lost.actor.userId } })).toBe(0);
    expect(await codeOf(resetSecondFactor(admin, { userId: lost.actor.userId }))).toBe("not_found");
    expect(await actionsOf(lost)).toContain("second_factor_reset");
  });
});

describe("a proof", () => {
  const stale = ({ actor }: UserCtx, seconds: number, db: Transaction = ownerDatabase()) => db.$executeRaw`
    UPDATE "Session" SET "reauthenticatedAt" = now() - ${seconds}::int * interval '1 second' WHERE id = ${actor.sessionId}::uuid`;

  test("lasts ten minutes, and is renewed by the password", async () => {
    const user = await makeUser("admin");
    expect(await currentActor(user.actor.sessionId)).toMatchObject({ isFresh: true });
    // Within a transaction the database's clock stands still.
    const isFreshAfter = (seconds: number) =>
      ownerDatabase().$transaction(async (tx) => {
        await stale(user, seconds, tx);
        return (await findSessionUser(tx, user.actor.sessionId))?.isFresh;
      });
    expect([await isFreshAfter(599), await isFreshAfter(601)]).toEqual([true, false]);
    expect(await currentActor(user.actor.sessionId)).toMatchObject({ isFresh: false, proof: "password" });
    expect(await codeOf(reauthenticate(user, { password: "no es esta frase" }))).toBe("credentials_wrong");
    expect(await currentActor(user.actor.sessionId)).toMatchObject({ isFresh: false });
    await reauthenticate(user, { password: testPassword });
    expect(await currentActor(user.actor.sessionId)).toMatchObject({ isFresh: true });
    expect(await actionsOf(user)).toEqual(["reauthentication_failed", "reauthenticated"]);
  });

  test("is a code where there is a second factor, and the password no more", async () => {
    const user = await makeUser("admin");
    const { code } = await giveFactor(user.actor.userId);
    const actor = await currentActor(user.actor.sessionId);
    const ctx = { actor, address: "192.0.2.10" };
    expect(await codeOf(reauthenticate(ctx, { password: testPassword }))).toBe("invalid");
    await stale(user, 1_800);
    await reauthenticate(ctx, { code: code() });
    expect(await currentActor(user.actor.sessionId)).toMatchObject({ isFresh: true, proof: "code" });
  });

  test("of one session says nothing of another", async () => {
    const user = await makeUser("admin");
    const other = await inNewSession(user);
    await stale(user, 1_800);
    await stale(other, 1_800);
    await reauthenticate(other, { password: testPassword });
    expect(await currentActor(user.actor.sessionId)).toMatchObject({ isFresh: false });
  });
});
