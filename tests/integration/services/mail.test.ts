import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signInThroughProvider } from "#lib/services/sessions/sign-in-through-provider.ts";
import { askReset } from "#lib/services/users/ask-reset.ts";
import { inviteUser } from "#lib/services/users/invite-user.ts";
import { removeIdentity } from "#lib/services/users/remove-identity.ts";
import { renewRecoveryCodes } from "#lib/services/users/renew-recovery-codes.ts";
import { resetSecondFactor } from "#lib/services/users/reset-second-factor.ts";
import { sendLink } from "#lib/services/users/send-link.ts";
import { setPassword } from "#lib/services/users/set-password.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makeUser, signedOut, testPassword, type UserCtx } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { type ChildServer, startChildServer } from "#tests/support/people/child-server.ts";
import { failAhead } from "#tests/support/people/failures-ahead.ts";
import { receivedMails } from "#tests/support/people/received-mail.ts";
import { giveFactor } from "#tests/support/people/second-factor.ts";
import { setNewPassword } from "#tests/support/people/set-new-password.ts";

await failAhead();

let server: ChildServer;
let admin: UserCtx;
beforeAll(async () => {
  server = await startChildServer("mail-server.ts");
  process.env.SMTP_URL = server.url;
  process.env.MAIL_FROM = "Portal <portal@portal.test>";
  admin = await makeUser("admin");
});
afterAll(() => server.stop());

const from = (address: string) => ({ actor: null, address });
const mailTo = (email: string) => receivedMails(server.lines).filter(({ to }) => to.includes(email));
const secretIn = (link = "") => new URL(link).hash.slice(1);

test("an invitation goes to its user alone, in the admin's language, and its answer has no link", async () => {
  const email = `${randomUUID()}@portal.test`;
  const inEnglish = { ...admin, actor: { ...admin.actor, locale: "en" } };
  const name = "Ana\r\nBcc: everybody@portal.test";
  const answer = await inviteUser(inEnglish, { email, name, role: "auditor", tenantIds: [] });
  expect(answer).toEqual({ userId: answer.userId, kind: "invitation", link: null, hours: 72 });
  await expect.poll(() => mailTo(email)).toHaveLength(1);
  const [mail] = mailTo(email);
  expect(mail?.to).toEqual([email]);
  expect(mail?.text).toContain("Hello Ana Bcc: everybody@portal.test,");
  expect(mail?.text).toContain("for 72 hours");
  await setPassword(signedOut, { secret: secretIn(mail?.link), password: "una frase bien larga" });
});

test("a forgotten password is mailed to users, and nobody hears who they are", async () => {
  const user = await makeUser("supervisor");
  const disabled = await makeUser("supervisor");
  await ownerDatabase().user.update({ where: { id: disabled.actor.userId }, data: { disabledAt: fromNow() } });
  const emails = [user.actor.email, disabled.actor.email, `${randomUUID()}@portal.test`];
  expect(await Promise.all(emails.map((email) => askReset(from("198.51.100.90"), { email })))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  await expect.poll(() => mailTo(user.actor.email)).toHaveLength(1);
  expect(emails.slice(1).flatMap(mailTo)).toEqual([]);
  await setPassword(signedOut, {
    secret: secretIn(mailTo(user.actor.email)[0]?.link),
    password: "una frase bien larga",
  });
});

test("the answer comes before anybody is looked for", async () => {
  const user = await makeUser("supervisor");
  // Nobody can read a user meanwhile: an answer that depended on one would wait.
  await ownerDatabase().$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE "User" IN ACCESS EXCLUSIVE MODE`;
    for (const email of [user.actor.email, `${randomUUID()}@portal.test`])
      await askReset(from(randomUUID()), { email });
  });
  await expect.poll(() => mailTo(user.actor.email)).toHaveLength(1);
});

test("one sender waits, and one address gets few mails from all of them", async () => {
  const user = await makeUser("supervisor");
  const codes = [];
  for (let round = 0; round < 7; round++)
    codes.push(
      await askReset(from("198.51.100.91"), { email: `${randomUUID()}@portal.test` }).then(
        () => "ok",
        (error) => error.code,
      ),
    );
  expect(codes.slice(0, 7)).toEqual(Array(7).fill("ok"));
  const held = [];
  for (let round = 0; round < 7; round++)
    held.push(
      await askReset(from("198.51.100.92"), { email: "nobody@portal.test" }).then(
        () => "ok",
        (error) => error.code,
      ),
    );
  expect(held).toContain("throttled");
  for (let index = 0; index < 8; index++) await askReset(from(`203.0.${index}.1`), { email: user.actor.email });
  await expect.poll(() => mailTo(user.actor.email).length).toBe(3);
  // The last one works, those before are over.
  const links = mailTo(user.actor.email).map(({ link }) => secretIn(link));
  const opened = [];
  for (const secret of links)
    opened.push(
      await setPassword(signedOut, { secret, password: "una frase bien larga" }).then(
        () => "ok",
        (error) => error.code,
      ),
    );
  expect(opened.toSorted()).toEqual(["link_over", "link_over", "ok"]);
});

test("who signs in otherwise from now on is told, whoever changed it", async () => {
  const user = await makeUser("supervisor");
  const { userId, email } = user.actor;
  const inEnglish = { ...user, actor: { ...user.actor, locale: "en" } };
  await ownerDatabase().user.update({ where: { id: userId }, data: { locale: "en" } });
  const { code } = await giveFactor(userId);
  const claims = { issuer: "https://id.example.com", subject: userId, email, isEmailVerified: true };
  const said = { ...claims, issuedAt: Math.floor(fromNow().getTime() / 1_000), isFactorStated: false };
  const changes: [string, () => Promise<unknown>][] = [
    [
      "was linked with an account of your identity provider",
      () => signInThroughProvider(signedOut, { ...said, password: testPassword, code: code() }),
    ],
    ["The link of your account", () => removeIdentity(inEnglish, { issuer: claims.issuer })],
    ["Recovery codes were made", () => renewRecoveryCodes(inEnglish, { code: code(1) })],
    ["The second factor of your account", () => resetSecondFactor(admin, { userId })],
    ["has just changed", () => setNewPassword(userId, "una frase bien larga")],
  ];
  for (const [at, [words, change]] of changes.entries()) {
    await change();
    await expect.poll(() => mailTo(email)).toHaveLength(at + 1);
    expect(mailTo(email).at(-1)?.text).toContain(words);
    expect(mailTo(email).at(-1)?.text).toContain("tell an administrator");
  }
});

test("where the server takes no mail the admin gets the link", async () => {
  const user = await makeUser("supervisor");
  await server.stop();
  const answer = await sendLink(admin, { userId: user.actor.userId });
  expect(answer.link).toContain("/set-password#");
});
