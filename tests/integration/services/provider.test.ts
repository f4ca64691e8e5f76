import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { currentActor } from "#lib/services/sessions/current-actor.ts";
import { signInThroughProvider } from "#lib/services/sessions/sign-in-through-provider.ts";
import { editUser } from "#lib/services/users/edit-user.ts";
import { inviteUser } from "#lib/services/users/invite-user.ts";
import { listUsers } from "#lib/services/users/list-users.ts";
import { removeIdentity } from "#lib/services/users/remove-identity.ts";
import { resetSecondFactor } from "#lib/services/users/reset-second-factor.ts";
import { showSecurity } from "#lib/services/users/show-security.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makeUser, testPassword, type UserCtx } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { failAhead } from "#tests/support/people/failures-ahead.ts";
import { giveFactor } from "#tests/support/people/second-factor.ts";
import { setNewPassword } from "#tests/support/people/set-new-password.ts";

const issuer = "https://id.example.com";
const admin = await makeUser("admin");
const place = { address: "198.51.100.80", browser: "Firefox · Linux" };
const nobody = { actor: null, ...place };
const nowSeconds = () => Math.floor(fromNow().getTime() / 1_000);

const claimsOf = (email: string, subject: string = randomUUID()) => ({
  issuer,
  subject,
  email,
  isEmailVerified: true,
  issuedAt: nowSeconds(),
  isFactorStated: false,
});
const codeOf = (answer: Promise<unknown>) =>
  answer.then(
    () => "ok",
    (error) => [error.code, error.params.proof].filter(Boolean).join(" "),
  );
const entriesOf = async (subject: string, action: string) =>
  (await ownerDatabase().auditEntry.findMany({ where: { subject, action } })).map(({ details }) => details);
const invited = async () => {
  const email = `${randomUUID()}@example.com`;
  const { userId } = await inviteUser(admin, { email, name: "Nueva", role: "supervisor", tenantIds: [] });
  return { email, userId };
};
const refusalsOf = async (subject: string | null) =>
  (await ownerDatabase().auditEntry.findMany({ where: { action: "provider_refused", subject } })).map(
    ({ details }) => details,
  );

describe("signing in through the provider", () => {
  test("lets in who was invited, by verified email first and by subject from then on", async () => {
    const { email, userId } = await invited();
    const claims = claimsOf(email.toUpperCase());
    const first = await signInThroughProvider(nobody, claims);
    expect(first).toMatchObject({ userId, proof: "provider", lacksSecondFactor: false });
    expect(await currentActor(first.sessionId)).toEqual(first);
    // The address at the provider has changed since, and is not even verified.
    const moved = { ...claims, email: "elsewhere@example.com", isEmailVerified: false };
    expect(await signInThroughProvider(nobody, moved)).toMatchObject({ userId });
    const entries = await ownerDatabase().auditEntry.findMany({ where: { subject: userId }, orderBy: { id: "asc" } });
    expect(entries.map(({ action }) => action)).toEqual(["user_invited", "provider_linked", "signed_in", "signed_in"]);
  });

  test("creates nobody, and refuses everything else alike", async () => {
    const before = await ownerDatabase().user.count();
    const [linked, disabled, unverified] = [await invited(), await invited(), await invited()];
    await signInThroughProvider(nobody, claimsOf(linked.email));
    await editUser(admin, { userId: disabled.userId, isDisabled: true });
    const tries = [
      claimsOf("nobody@example.com"),
      claimsOf(linked.email),
      claimsOf(disabled.email),
      { ...claimsOf(unverified.email), isEmailVerified: false },
      { ...claimsOf(unverified.email), email: undefined },
      { ...claimsOf(linked.email), issuer: "https://evil.example.com", isEmailVerified: false },
    ];
    for (const claims of tries)
      await expect(signInThroughProvider(nobody, claims)).rejects.toMatchObject({
        code: "credentials_wrong",
        params: {},
      });
    expect(await ownerDatabase().user.count()).toBe(before + 3);
    expect(
      await ownerDatabase().session.count({ where: { userId: { in: [disabled.userId, unverified.userId] } } }),
    ).toBe(0);
    expect([await refusalsOf(linked.userId), await refusalsOf(disabled.userId)]).toEqual([
      [{ refusal: "other_subject", issuer, providerSubject: tries[1]?.subject }],
      [{ refusal: "disabled", issuer, providerSubject: tries[2]?.subject }],
    ]);
    expect((await refusalsOf(null)).length).toBe(4);
  });

  test("ends for the disabled, whose identity stays theirs", async () => {
    const { email, userId } = await invited();
    const claims = claimsOf(email);
    const { sessionId } = await signInThroughProvider(nobody, claims);
    await editUser(admin, { userId, isDisabled: true });
    expect(await currentActor(sessionId)).toBeNull();
    await expect(signInThroughProvider(nobody, claims)).rejects.toMatchObject({ code: "credentials_wrong" });
  });

  test("proves as much as the provider says that it asked", async () => {
    const { email } = await invited();
    const claims = claimsOf(email);
    // It knew the browser and asked nobody, or asked an hour ago.
    for (const authTime of [undefined, nowSeconds() - 3_600])
      expect(await signInThroughProvider(nobody, { ...claims, authTime })).toMatchObject({ isFresh: false });
    for (const authTime of [nowSeconds() - 5, nowSeconds() + 30])
      expect(await signInThroughProvider(nobody, { ...claims, authTime })).toMatchObject({ isFresh: true });
    const latest = await ownerDatabase().session.findFirstOrThrow({
      where: { user: { email } },
      orderBy: { id: "desc" },
    });
    expect(latest.reauthenticatedAt.getTime()).toBeLessThanOrEqual(fromNow(1_000).getTime());
  });

  test("again in a session of its own only renews the proof", async () => {
    const { email, userId } = await invited();
    const claims = claimsOf(email);
    const actor = await signInThroughProvider(nobody, claims);
    const again = await signInThroughProvider({ actor, ...place }, { ...claims, authTime: nowSeconds() });
    expect(again).toMatchObject({ sessionId: actor.sessionId, isFresh: true });
    const silent = await signInThroughProvider({ actor: again, ...place }, claims);
    expect(silent).toMatchObject({ sessionId: actor.sessionId, isFresh: true });
    expect(await ownerDatabase().session.count({ where: { userId } })).toBe(1);
  });

  test("does not turn a session of a password into one of the provider", async () => {
    const user: UserCtx = await makeUser("supervisor");
    const actor = await signInThroughProvider(user, { ...claimsOf(user.actor.email), password: testPassword });
    expect(actor.userId).toBe(user.actor.userId);
    expect(actor.sessionId).not.toBe(user.actor.sessionId);
    expect(await currentActor(user.actor.sessionId)).toMatchObject({ proof: "password" });
  });

  test("takes no answer of the future", async () => {
    const { email, userId } = await invited();
    const claims = claimsOf(email);
    await signInThroughProvider(nobody, claims);
    for (const late of [{ issuedAt: nowSeconds() + 3_600 }, { authTime: nowSeconds() + 3_600 }])
      expect(await codeOf(signInThroughProvider(nobody, { ...claims, ...late }))).toBe("credentials_wrong");
    expect(await ownerDatabase().session.count({ where: { userId } })).toBe(1);
  });

  test("says less in a session that began with a second factor than it takes to prove it", async () => {
    const { email } = await invited();
    const claims = { ...claimsOf(email), isFactorStated: true };
    const actor = await signInThroughProvider(nobody, claims);
    const less = await signInThroughProvider({ actor, ...place }, { ...claims, isFactorStated: false });
    expect(less.sessionId).not.toBe(actor.sessionId);
    const again = await signInThroughProvider({ actor, ...place }, { ...claims, authTime: nowSeconds() });
    expect(again).toMatchObject({ sessionId: actor.sessionId, isFresh: true });
  });
});

describe("linking an account that was here before", () => {
  test("asks for its password and its code, once", async () => {
    const user = await makeUser("admin");
    const { userId, email } = user.actor;
    const factor = await giveFactor(userId);
    // Whatever the provider says of a second factor: it is not this account's.
    const claims = { ...claimsOf(email), isFactorStated: true, authTime: nowSeconds() };
    const enter = (typed: { password?: string; code?: string }) =>
      signInThroughProvider(nobody, { ...claims, ...typed });
    expect(await codeOf(enter({}))).toBe("reauthentication_needed password");
    expect(await codeOf(enter({ code: factor.code() }))).toBe("reauthentication_needed password");
    expect(await codeOf(enter({ password: "no es esta frase" }))).toBe("credentials_wrong");
    expect(await codeOf(enter({ password: testPassword }))).toBe("code_needed");
    expect(await codeOf(enter({ password: testPassword, code: "000000" }))).toBe("code_wrong");
    expect(await ownerDatabase().providerIdentity.count({ where: { userId } })).toBe(0);
    const linked = await enter({ password: testPassword, code: factor.code() });
    expect(linked).toMatchObject({ userId, isFresh: true, proof: "provider" });
    expect(await entriesOf(userId, "provider_linked")).toEqual([{ issuer, providerSubject: claims.subject }]);
    expect(await enter({})).toMatchObject({ userId });
  });

  test("asks for its code alone where it has no password", async () => {
    const { email, userId } = await invited();
    const factor = await giveFactor(userId);
    const claims = { ...claimsOf(email), isFactorStated: true };
    expect(await codeOf(signInThroughProvider(nobody, claims))).toBe("reauthentication_needed code");
    expect(await signInThroughProvider(nobody, { ...claims, code: factor.code() })).toMatchObject({ userId });
  });

  test("is throttled as signing in is", async () => {
    await failAhead();
    const { actor } = await makeUser("supervisor");
    const claims = claimsOf(actor.email);
    const guesses = [];
    for (let round = 0; round < 6; round++)
      guesses.push(await codeOf(signInThroughProvider(nobody, { ...claims, password: "no es esta frase" })));
    expect(guesses).toEqual([...Array(5).fill("credentials_wrong"), "throttled"]);
  });
});

describe("a second factor of ours", () => {
  test("is asked for at each sign-in, unless the provider says that it asked for its own", async () => {
    const { email, userId } = await invited();
    const claims = claimsOf(email);
    await signInThroughProvider(nobody, claims);
    const factor = await giveFactor(userId);
    expect(await codeOf(signInThroughProvider(nobody, claims))).toBe("reauthentication_needed code");
    expect(await codeOf(signInThroughProvider(nobody, { ...claims, code: "000000" }))).toBe("code_wrong");
    const actor = await signInThroughProvider(nobody, { ...claims, code: factor.code() });
    // Proven again with a code, too.
    expect(actor).toMatchObject({ userId, isFresh: true, proof: "code" });
    const stated = await signInThroughProvider(nobody, { ...claims, isFactorStated: true });
    expect(stated).toMatchObject({ userId, isFresh: false, proof: "provider" });
  });
});

describe("a link", () => {
  const linked = async (user: UserCtx) => {
    const claims = claimsOf(user.actor.email);
    const actor = await signInThroughProvider(nobody, { ...claims, password: testPassword });
    return { claims, theirs: { actor, ...place } };
  };

  test("is listed, and removed by its owner, with the sessions that it opened", async () => {
    const user = await makeUser("supervisor");
    const { claims, theirs } = await linked(user);
    const { identities } = await showSecurity(user);
    expect(identities).toEqual([{ issuer, subject: claims.subject, linkedAt: expect.any(String) }]);
    expect(await codeOf(removeIdentity(user, { issuer: "https://other.example.com" }))).toBe("not_found");
    await removeIdentity(user, { issuer });
    expect([await currentActor(theirs.actor.sessionId), (await showSecurity(user)).identities]).toEqual([null, []]);
    expect(await currentActor(user.actor.sessionId)).not.toBeNull();
    expect(await codeOf(signInThroughProvider(nobody, claims))).toBe("reauthentication_needed password");
    expect(await entriesOf(user.actor.userId, "provider_unlinked")).toEqual([
      { issuer, providerSubject: claims.subject },
    ]);
  });

  test("is removed by an admin, and by nobody else", async () => {
    const [user, stranger] = [await makeUser("supervisor"), await makeUser("supervisor")];
    const { claims, theirs } = await linked(user);
    const { userId } = user.actor;
    expect(await codeOf(removeIdentity(stranger, { userId, issuer }))).toBe("forbidden");
    const shown = (await listUsers(admin)).find(({ id }) => id === userId);
    expect(shown?.identities).toMatchObject([{ issuer, subject: claims.subject }]);
    await removeIdentity(admin, { userId, issuer });
    expect(await currentActor(theirs.actor.sessionId)).toBeNull();
    expect(await codeOf(signInThroughProvider(nobody, claims))).toBe("reauthentication_needed password");
  });

  test("ends when its user sets a password, and when an admin takes the second factor away", async () => {
    const [forgotten, lost] = [await makeUser("supervisor"), await makeUser("supervisor")];
    const links = [await linked(forgotten), await linked(lost)];
    await setNewPassword(forgotten.actor.userId, "otra frase bien larga");
    await giveFactor(lost.actor.userId);
    await resetSecondFactor(admin, { userId: lost.actor.userId });
    for (const { claims, theirs } of links) {
      expect(await currentActor(theirs.actor.sessionId)).toBeNull();
      expect(await codeOf(signInThroughProvider(nobody, claims))).toBe("reauthentication_needed password");
      expect(await entriesOf(theirs.actor.userId, "provider_unlinked")).toHaveLength(1);
    }
  });

  test("that ends while its user types opens nothing", async () => {
    const { email, userId } = await invited();
    const claims = claimsOf(email);
    await signInThroughProvider(nobody, claims);
    // Whoever signs in waits for the user, whom the removal has locked.
    let signingIn: Promise<string> | undefined;
    await ownerDatabase().$transaction(async (tx) => {
      await tx.$executeRaw`SELECT FROM "User" WHERE id = ${userId}::uuid FOR UPDATE`;
      signingIn = codeOf(signInThroughProvider(nobody, claims));
      await expect
        .poll(async () => {
          const [waiting] = await ownerDatabase().$queryRaw<{ count: number }[]>`
            SELECT count(*)::int AS count FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
          return waiting?.count;
        })
        .toBe(1);
      await tx.providerIdentity.deleteMany({ where: { userId } });
    });
    expect(await signingIn).toBe("credentials_wrong");
    expect(await ownerDatabase().session.count({ where: { userId } })).toBe(1);
  });
});
