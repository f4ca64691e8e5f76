import { describe, expect, test, vi } from "vitest";
import { totpCode, totpStepAt } from "#lib/secrets/totp.ts";
import { showHealth } from "#lib/services/operations/show-health.ts";
import { currentActor } from "#lib/services/sessions/current-actor.ts";
import { showSession } from "#lib/services/sessions/show-session.ts";
import { signInThroughProvider } from "#lib/services/sessions/sign-in-through-provider.ts";
import { verifyCredentials } from "#lib/services/sessions/verify-credentials.ts";
import { listTenants } from "#lib/services/tenants/list-tenants.ts";
import { beginSecondFactor } from "#lib/services/users/begin-second-factor.ts";
import { confirmSecondFactor } from "#lib/services/users/confirm-second-factor.ts";
import { removeSecondFactor } from "#lib/services/users/remove-second-factor.ts";
import { showSecurity } from "#lib/services/users/show-security.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makeUser, testPassword, type UserCtx } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { giveFactor } from "#tests/support/people/second-factor.ts";

// Codes are of steps of half a minute: all of this file happens in one of them.
vi.useFakeTimers({ toFake: ["Date"] });
// Read at the first question about it.
process.env.REQUIRE_TOTP = "admins";

const signedIn = async ({ actor }: UserCtx): Promise<UserCtx> => ({
  actor: await verifyCredentials(
    { actor: null, address: "198.51.100.99" },
    { email: actor.email, password: testPassword },
  ),
  address: "198.51.100.99",
});

describe("a second factor that is required of admins", () => {
  test("is set up before anything else", async () => {
    const admin = await signedIn(await makeUser("admin"));
    expect(admin.actor.lacksSecondFactor).toBe(true);
    await expect(listTenants(admin)).rejects.toMatchObject({ code: "second_factor_needed" });
    expect(await showHealth(admin, null)).toEqual({ isHealthy: expect.any(Boolean) });
    await showSession(admin);
    const { secret } = await beginSecondFactor(admin);
    await confirmSecondFactor(admin, { code: totpCode(secret, totpStepAt(fromNow().getTime())) });
    const actor = await currentActor(admin.actor.sessionId);
    expect(actor).toMatchObject({ lacksSecondFactor: false, proof: "code" });
    await expect(listTenants({ ...admin, actor })).resolves.toEqual(expect.any(Array));
    expect(await showSecurity({ ...admin, actor })).toMatchObject({ isRequired: true, hasSecondFactor: true });
  });

  test("is wanted again at once by who removes it", async () => {
    const admin = await signedIn(await makeUser("admin"));
    const { secret } = await beginSecondFactor(admin);
    const codeIn = (steps: number) => totpCode(secret, totpStepAt(fromNow().getTime()) + steps);
    await confirmSecondFactor(admin, { code: codeIn(0) });
    const now = { ...admin, actor: (await currentActor(admin.actor.sessionId)) ?? admin.actor };
    await removeSecondFactor(now, { code: codeIn(1) });
    expect(await currentActor(admin.actor.sessionId)).toMatchObject({ lacksSecondFactor: true });
  });

  test("is one that the provider says that it asked for, or ours", async () => {
    const { userId } = (await makeUser("admin")).actor;
    const issuer = "https://id.example.com";
    await ownerDatabase().providerIdentity.create({ data: { issuer, subject: userId, userId } });
    const issuedAt = Math.floor(fromNow().getTime() / 1_000);
    const claims = { issuer, subject: userId, isEmailVerified: false, issuedAt };
    const enter = (isFactorStated: boolean) =>
      signInThroughProvider({ actor: null, address: "198.51.100.99" }, { ...claims, isFactorStated });
    expect(await enter(true)).toMatchObject({ lacksSecondFactor: false });
    expect(await enter(false)).toMatchObject({ lacksSecondFactor: true });
    await giveFactor(userId);
    await expect(enter(false)).rejects.toMatchObject({ code: "reauthentication_needed", params: { proof: "code" } });
  });

  test("is not asked of supervisors and auditors", async () => {
    for (const role of ["supervisor", "auditor"] as const) {
      const user = await signedIn(await makeUser(role));
      expect(user.actor.lacksSecondFactor).toBe(false);
      expect(await showSecurity(user)).toMatchObject({ isRequired: false });
    }
  });
});
