import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { listAudit } from "#lib/services/operations/list-audit.ts";
import { verifyCredentials } from "#lib/services/sessions/verify-credentials.ts";
import { changePassword } from "#lib/services/users/change-password.ts";
import { editUser } from "#lib/services/users/edit-user.ts";
import { inviteUser } from "#lib/services/users/invite-user.ts";
import { listUsers } from "#lib/services/users/list-users.ts";
import { makeFirstAdmin } from "#lib/services/users/make-first-admin.ts";
import { openFirstRun } from "#lib/services/users/open-first-run.ts";
import { sendLink } from "#lib/services/users/send-link.ts";
import { setPassword } from "#lib/services/users/set-password.ts";
import { showLink } from "#lib/services/users/show-link.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { inNewSession, makeTeam, makeUser, signedOut, testPassword } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { failAhead } from "#tests/support/people/failures-ahead.ts";
import { newSecret } from "#tests/support/people/set-new-password.ts";

const goodPassword = "una frase bien larga";
const from = (address: string) => ({ actor: null, address });
const secretOf = (link: string | null) => new URL(link ?? "").hash.slice(1);
const auditOf = (subject: string) =>
  ownerDatabase().auditEntry.findMany({
    where: { subject },
    orderBy: { id: "asc" },
    select: { action: true, details: true },
  });

/** Every row of the database, as text. */
async function everyRow(): Promise<string[]> {
  const database = ownerDatabase();
  const tables = await database.$queryRaw<
    { name: string }[]
  >`SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`;
  const rows = await Promise.all(
    tables.map(({ name }) => database.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM ${name} t`)),
  );
  return rows.flat().map(({ row }) => row);
}

await failAhead();

// First: a portal has a first run only before its first user.
describe("the first run", () => {
  const person = { name: "Ana Ruiz", email: "ana@example.com", password: goodPassword };

  test("needs the console's code, which the last start made", async () => {
    const [first, code] = [await openFirstRun(), await openFirstRun()];
    expect(code).toMatch(/^(?:\w{4}-){3}\w{4}$/);
    const stored = await ownerDatabase().firstRunCode.findMany();
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored.map((row) => Buffer.from(row.codeHash).toString("latin1")))).not.toContain(code);
    for (const wrong of ["aaaa-bbbb-cccc-dddd", first ?? ""])
      await expect(makeFirstAdmin(signedOut, { ...person, code: wrong })).rejects.toMatchObject({ code: "code_wrong" });
    const weak = makeFirstAdmin(signedOut, { ...person, code: code ?? "", password: "Contraseña123" });
    await expect(weak).rejects.toMatchObject({ code: "invalid", params: { problems: ["password:common"] } });
    // A day later the code is over.
    await ownerDatabase().firstRunCode.updateMany({ data: { expiresAt: fromNow(-1_000) } });
    await expect(makeFirstAdmin(signedOut, { ...person, code: code ?? "" })).rejects.toMatchObject({
      code: "code_wrong",
    });
  });

  test("makes one admin, however many have the code, and is over then", async () => {
    const code = (await openFirstRun()) ?? "";
    const answers = await Promise.allSettled(
      Array.from({ length: 5 }, (_, index) =>
        makeFirstAdmin(from(`198.51.100.${index}`), { ...person, email: `ana${index}@example.com`, code }),
      ),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const [admin, ...others] = await ownerDatabase().user.findMany();
    expect([admin?.role, others]).toEqual(["admin", []]);
    expect(await auditOf(admin?.id ?? "")).toMatchObject([{ action: "first_admin_made" }]);
    await expect(
      verifyCredentials(from("198.51.100.9"), { email: admin?.email ?? "", password: goodPassword }),
    ).resolves.toMatchObject({
      role: "admin",
    });
    expect(await openFirstRun()).toBeNull();
    expect(await ownerDatabase().firstRunCode.count()).toBe(0);
    await expect(makeFirstAdmin(signedOut, { ...person, code: "aaaa-bbbb-cccc-dddd" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("is throttled", async () => {
    // The first run of this network, as if there were no user.
    const codes: string[] = [];
    const { beginAttempt } = await import("#lib/services/sessions/begin-attempt.ts");
    for (let round = 0; round < 6; round++)
      codes.push(
        await beginAttempt(from("203.0.113.70"), "first_run", "first run").then(
          () => "counted",
          (error) => error.code,
        ),
      );
    // Failures of other networks make it begin earlier.
    expect([codes[0], codes.at(-1)]).toEqual(["counted", "throttled"]);
  });
});

describe("a link", () => {
  let admin: Awaited<ReturnType<typeof makeUser>>;
  beforeAll(async () => {
    admin = await makeUser("admin");
  });
  const invited = () => ({ email: `${randomUUID()}@example.com`, name: "Nueva Persona", role: "supervisor" as const });

  test("of an invitation sets the first password, once", async () => {
    const person = invited();
    const { userId, link, ...told } = await inviteUser(admin, person);
    expect(told).toEqual({ kind: "invitation", hours: 72 });
    const secret = secretOf(link);
    await expect(
      verifyCredentials(from("198.51.100.50"), { email: person.email, password: goodPassword }),
    ).rejects.toMatchObject({
      code: "credentials_wrong",
    });
    expect(await showLink(signedOut, { secret })).toEqual({
      kind: "invitation",
      name: person.name,
      email: person.email,
    });
    const tries = await Promise.allSettled(
      Array.from({ length: 4 }, () => setPassword(signedOut, { secret, password: goodPassword })),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(showLink(signedOut, { secret })).rejects.toMatchObject({ code: "link_over" });
    await expect(setPassword(signedOut, { secret, password: goodPassword })).rejects.toMatchObject({
      code: "link_over",
    });
    await expect(
      verifyCredentials(from("198.51.100.50"), { email: person.email, password: goodPassword }),
    ).resolves.toMatchObject({
      userId,
    });
    expect((await auditOf(userId)).map(({ action }) => action)).toEqual([
      "user_invited",
      "sign_in_failed",
      "password_set",
      "signed_in",
    ]);
  });

  test("is told by the answer of its making alone: no row has it, and no admin reads it again", async () => {
    const { userId, link } = await inviteUser(admin, invited());
    const other = await makeUser("admin");
    const links = [link, (await sendLink(admin, { userId })).link, (await sendLink(admin, other.actor)).link];
    const read = await Promise.all(
      [admin, other].map(async (reader) => [await listUsers(reader), await listAudit(reader, { limit: 200 })]),
    );
    const texts = [JSON.stringify(read), ...(await everyRow())];
    expect(texts.filter((text) => text.includes(userId)).length).toBeGreaterThan(2);
    for (const secret of links.map(secretOf)) {
      const forms = [secret, Buffer.from(secret).toString("hex"), Buffer.from(secret, "base64url").toString("hex")];
      expect(forms.filter((form) => texts.some((text) => text.includes(form)))).toEqual([]);
    }
    expect(new Set(links).size).toBe(3);
    await expect(showLink(signedOut, { secret: secretOf(links[0] ?? null) })).rejects.toMatchObject({
      code: "link_over",
    });
  });

  test("is over once a newer one is made, when it expires, and for the disabled", async () => {
    const { userId, link } = await inviteUser(admin, invited());
    const again = await sendLink(admin, { userId });
    expect(again.kind).toBe("invitation");
    await expect(showLink(signedOut, { secret: secretOf(link) })).rejects.toMatchObject({ code: "link_over" });
    const secret = secretOf(again.link);
    await showLink(signedOut, { secret });
    const { createdAt, expiresAt } = await ownerDatabase().accessLink.findUniqueOrThrow({ where: { userId } });
    expect(expiresAt.getTime() - createdAt.getTime()).toBe(72 * 3_600_000);
    await editUser(admin, { userId, isDisabled: true });
    await expect(setPassword(signedOut, { secret, password: goodPassword })).rejects.toMatchObject({
      code: "link_over",
    });
    await expect(sendLink(admin, { userId })).rejects.toMatchObject({ code: "conflict" });
    await editUser(admin, { userId, isDisabled: false });
    await ownerDatabase().accessLink.update({ where: { userId }, data: { expiresAt: fromNow(-1) } });
    await expect(setPassword(signedOut, { secret, password: goodPassword })).rejects.toMatchObject({
      code: "link_over",
    });
  });

  test("of a reset lasts an hour and ends the sessions", async () => {
    const user = await makeUser("supervisor");
    const { kind, hours, link } = await sendLink(admin, { userId: user.actor.userId });
    expect([kind, hours]).toEqual(["reset", 1]);
    await setPassword(signedOut, { secret: secretOf(link), password: goodPassword });
    expect(await ownerDatabase().session.count({ where: { userId: user.actor.userId } })).toBe(0);
    expect((await auditOf(user.actor.userId)).at(-1)).toMatchObject({
      action: "password_set",
      details: { link: "reset", sessions: 1 },
    });
  });

  test("stays good when the password is refused", async () => {
    const { actor } = await makeUser("supervisor");
    const secret = await newSecret(actor.userId);
    const refused = ["Contraseña123", "corta", `${actor.email.split("-")[1]}wolkvox`];
    const problems = [];
    for (const password of refused)
      problems.push((await setPassword(signedOut, { secret, password }).catch((error) => error)).params.problems);
    expect(problems).toEqual([["password:common"], ["password:too_small"], ["password:own_words"]]);
    await setPassword(signedOut, { secret, password: goodPassword });
  });
});

describe("one's own password", () => {
  test("is changed by who knows it, and ends other sessions and links", async () => {
    const { supervisor, name } = await makeTeam({ server: "crm08.wolkvox.com" });
    const { userId } = supervisor.actor;
    const [elsewhere, secret] = [await inNewSession(supervisor), await newSecret(userId)];
    const change = (current: string, password: string) => changePassword(supervisor, { current, password });
    await expect(change("no es esta frase", goodPassword)).rejects.toMatchObject({ code: "credentials_wrong" });
    // Not first: a name of digits would be left out as those around a common word are.
    await expect(change(testPassword, `mi ${name} 2026`)).rejects.toMatchObject({
      params: { problems: ["password:own_words"] },
    });
    await change(testPassword, goodPassword);
    const left = await ownerDatabase().session.findMany({ where: { userId }, select: { id: true } });
    expect(left).toEqual([{ id: supervisor.actor.sessionId }]);
    expect(left).not.toContainEqual({ id: elsewhere.actor.sessionId });
    await expect(showLink(signedOut, { secret })).rejects.toMatchObject({ code: "link_over" });
    expect((await auditOf(userId)).at(-1)).toMatchObject({ action: "password_changed", details: { sessions: 1 } });
  });

  test("is guessed no faster here than at the sign-in page", async () => {
    const user = await makeUser("supervisor");
    const codes = [];
    for (let round = 0; round < 6; round++)
      codes.push(
        await changePassword(user, { current: "no es esta frase", password: goodPassword }).catch(
          (error) => error.code,
        ),
      );
    expect(codes).toEqual([...Array(5).fill("credentials_wrong"), "throttled"]);
  });
});
