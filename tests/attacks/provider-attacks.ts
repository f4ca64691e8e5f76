import { randomUUID } from "node:crypto";
import pg from "pg";
import { envOf } from "#lib/env.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makeUser, testPassword } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { giveFactor } from "#tests/support/people/second-factor.ts";
import { setNewPassword } from "#tests/support/people/set-new-password.ts";
import { enterThrough } from "#tests/support/people/through-provider.ts";
import { PortalClient } from "#tests/support/requests/portal-client.ts";
import { startTestStack } from "#tests/support/runs/processes.ts";
import type { Attack, Target } from "./attack.ts";

type Said = Parameters<typeof enterThrough>[2];

/** Somebody at the provider who has never been here, with an address. */
const stranger = (email: string, idToken: Record<string, unknown> = {}): Said => ({
  idToken: { sub: randomUUID(), email, email_verified: true, ...idToken },
});
const seconds = (later = 0) => Math.floor(fromNow(later * 1_000).getTime() / 1_000);

/** A user who has been here through the provider, and has neither password nor second factor. */
async function linkedUser({ provider }: Pick<Target, "provider">, role: "admin" | "supervisor" = "supervisor") {
  const { actor } = await makeUser(role);
  const subject = randomUUID();
  await ownerDatabase().user.update({ where: { id: actor.userId }, data: { passwordHash: null } });
  await ownerDatabase().providerIdentity.create({ data: { issuer: provider.url, subject, userId: actor.userId } });
  return { ...actor, said: { idToken: { sub: subject } } };
}

const enter = (target: Target, said: Said) => enterThrough(PortalClient.visit(target.url), target.provider, said);

/** Signing in through an OpenID Connect provider that is careless, or worse. */
export const providerAttacks: readonly Attack[] = [
  {
    tried: "provider: an admin's address from userinfo, the mark that an address is verified from the token",
    expected: "refused",
    play: async (target) => {
      const { actor } = await makeUser("admin");
      await ownerDatabase().user.update({ where: { id: actor.userId }, data: { passwordHash: null } });
      const idToken = { sub: randomUUID(), email_verified: true };
      return enter(target, { idToken, userinfo: { email: actor.email } });
    },
  },
  {
    tried: "provider: the verified address of an admin with a password and a second factor",
    expected: "asked",
    play: async (target) => {
      const { actor } = await makeUser("admin");
      await giveFactor(actor.userId);
      return enter(target, stranger(actor.email, { auth_time: seconds(), amr: ["mfa"] }));
    },
  },
  {
    tried: "provider: a linked admin with a second factor, of which the provider says nothing",
    expected: "asked",
    play: async (target) => {
      const { userId, said } = await linkedUser(target, "admin");
      await giveFactor(userId);
      return enter(target, said);
    },
  },
  {
    tried: "provider: a linked identity after its user has set another password",
    expected: "asked",
    play: async (target) => {
      const { userId, email, said } = await linkedUser(target);
      await setNewPassword(userId, testPassword);
      return enter(target, { idToken: { ...stranger(email).idToken, ...said.idToken } });
    },
  },
  {
    tried: "provider: a token issued in an hour",
    expected: "refused",
    play: async (target) => {
      const { said } = await linkedUser(target);
      return enter(target, { idToken: { ...said.idToken, iat: seconds(3_600) } });
    },
  },
  {
    tried: "provider: a user who was asked who they are in an hour, to count as just asked for ever",
    expected: "refused",
    play: async (target) => {
      const { said } = await linkedUser(target);
      return enter(target, { idToken: { ...said.idToken, auth_time: seconds(3_600) } });
    },
  },
  {
    tried: "provider: REQUIRE_TOTP=admins, and an admin of whom it states no second factor",
    expected: "has to set one up",
    play: async ({ provider }) => {
      const stack = await startTestStack({
        isDemo: false,
        workers: 0,
        given: { ...provider.settings, REQUIRE_TOTP: "admins" },
      });
      try {
        const subject = randomUUID();
        await asOwner(stack.ownerUrl, [
          `INSERT INTO "User" (id, email, name, role) VALUES ('${subject}', 'a@portal.test', 'Ana', 'admin')`,
          `INSERT INTO "ProviderIdentity" (issuer, subject, "userId") VALUES ('${provider.url}', '${subject}', '${subject}')`,
        ]);
        const client = PortalClient.visit(stack.url);
        await enterThrough(client, provider, { idToken: { sub: subject } });
        const page = await client.get("/admin/users");
        const isSentOn = (page.headers.get("location") ?? (await page.text())).includes("/second-factor");
        return isSentOn ? "has to set one up" : `in, ${page.status}`;
      } finally {
        await stack.stop();
      }
    },
  },
  {
    tried: "provider: an issuer without TLS on another machine",
    expected: "refused: must be https, or http on this machine alone",
    play: async () => {
      const { OIDC_ISSUER } = process.env;
      try {
        process.env.OIDC_ISSUER = "http://id.example.com";
        return `taken: ${envOf("OIDC_ISSUER").OIDC_ISSUER}`;
      } catch (error) {
        return `refused: ${String(error).split("OIDC_ISSUER: ").at(-1)}`;
      } finally {
        process.env.OIDC_ISSUER = OIDC_ISSUER;
      }
    },
  },
  {
    tried: "provider: a link that is made, looked for in the trail by who it was",
    expected: "issuer and subject",
    play: async (target) => {
      const { actor } = await makeUser("supervisor");
      await ownerDatabase().user.update({ where: { id: actor.userId }, data: { passwordHash: null } });
      const said = stranger(actor.email);
      await enter(target, said);
      const entry = await ownerDatabase().auditEntry.findFirst({
        where: { action: "provider_linked", subject: actor.userId },
      });
      const text = JSON.stringify(entry?.details ?? {});
      const isNamed = [target.provider.url, String(said.idToken.sub)].every((part) => text.includes(part));
      return isNamed ? "issuer and subject" : text;
    },
  },
];

async function asOwner(connectionString: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
