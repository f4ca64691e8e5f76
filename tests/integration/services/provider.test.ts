import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { currentActor } from "#lib/services/sessions/current-actor.ts";
import { signInThroughProvider } from "#lib/services/sessions/sign-in-through-provider.ts";
import { editUser } from "#lib/services/users/edit-user.ts";
import { inviteUser } from "#lib/services/users/invite-user.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makeUser, type UserCtx } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";

const issuer = "https://id.example.com";
const admin = await makeUser("admin");
const place = { address: "198.51.100.80", browser: "Firefox · Linux" };
const nobody = { actor: null, ...place };
const nowSeconds = () => Math.floor(fromNow().getTime() / 1_000);

const claimsOf = (email: string, subject: string = randomUUID()) => ({ issuer, subject, email, isEmailVerified: true });
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
      [{ refusal: "other_subject" }],
      [{ refusal: "disabled" }],
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
    for (const authTime of [nowSeconds() - 5, nowSeconds() + 3_600])
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
    const actor = await signInThroughProvider(user, claimsOf(user.actor.email));
    expect(actor.userId).toBe(user.actor.userId);
    expect(actor.sessionId).not.toBe(user.actor.sessionId);
    expect(await currentActor(user.actor.sessionId)).toMatchObject({ proof: "password" });
  });
});
