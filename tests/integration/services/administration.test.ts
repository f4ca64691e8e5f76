import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { openSecret, sealSecret } from "#lib/secrets/seal-secret.ts";
import { type ListAuditInput, listAudit } from "#lib/services/operations/list-audit.ts";
import { endSessions } from "#lib/services/sessions/end-sessions.ts";
import { verifyCredentials } from "#lib/services/sessions/verify-credentials.ts";
import { createTenant } from "#lib/services/tenants/create-tenant.ts";
import { declareCustomField } from "#lib/services/tenants/declare-custom-field.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { listTenantSettings } from "#lib/services/tenants/list-tenant-settings.ts";
import { recallMapping } from "#lib/services/tenants/recall-mapping.ts";
import { rememberMapping } from "#lib/services/tenants/remember-mapping.ts";
import { removeCustomField } from "#lib/services/tenants/remove-custom-field.ts";
import { showTenant } from "#lib/services/tenants/show-tenant.ts";
import { testConnection } from "#lib/services/tenants/test-connection.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { listUploads } from "#lib/services/uploads/list-uploads.ts";
import { editUser } from "#lib/services/users/edit-user.ts";
import { inviteUser } from "#lib/services/users/invite-user.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { headers, makePortfolio, makeTeam, makeUser, portfolioMapping, stage } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { sandboxControl } from "#tests/support/wolkvox-sandbox/control.ts";
import { startSandbox } from "#tests/support/wolkvox-sandbox/sandbox.ts";

const sandbox = await startSandbox();
process.env.WOLKVOX_EXTRA_HOSTS = sandbox.host;
const control = sandboxControl(sandbox.url);
const admin = await makeUser("admin");
const canary = `canary-${randomUUID()}-Zq7X`;

afterAll(() => sandbox.close());
beforeEach(async () => {
  await control.reset();
  await control.setSettings({ tokens: null });
});

describe("a tenant", () => {
  const settings = () => ({
    operation: `op_${randomUUID()}`,
    server: "https://sv0001.crmvox.com/server/login.php",
    token: canary,
  });

  test("has a sealed token and shows four characters of it", async () => {
    const saved = await createTenant(admin, { ...settings(), name: `Banco ${randomUUID()}` });
    expect(saved).toMatchObject({ server: "crm0001.wolkvox.com", isServerRewritten: true });
    const row = await ownerDatabase().tenant.findUniqueOrThrow({ where: { id: saved.tenantId } });
    expect(Buffer.from(row.tokenSealed).includes(canary)).toBe(false);
    const views = [await showTenant(admin, saved), await listTenantSettings(admin), await listAudit(admin, {})];
    expect(JSON.stringify(views)).not.toContain(canary);
    expect((await showTenant(admin, saved)).tokenLastFour).toBe("Zq7X");
  });

  test("keeps what is known of obligations, and its clocks", async () => {
    const saved = await createTenant(admin, { ...settings(), name: `Banco ${randomUUID()}` });
    const before = await showTenant(admin, saved);
    expect([before.obligations, before.timeZone]).toEqual(["unknown", "America/Bogota"]);
    await editTenant(admin, { tenantId: saved.tenantId, obligations: "merges", timeZone: "America/Sao_Paulo" });
    const after = await showTenant(admin, saved);
    expect([after.obligations, after.timeZone]).toEqual(["merges", "America/Sao_Paulo"]);
  });

  test.each(["America/Macondo", "+05:00", "", "-5"])("refuses %s as a time zone", async (timeZone) => {
    const { tenantId } = await createTenant(admin, { ...settings(), name: `Banco ${randomUUID()}` });
    const refused = editTenant(admin, { tenantId, timeZone });
    await expect(refused).rejects.toMatchObject({ code: "invalid", params: { fields: ["timeZone"] } });
  });

  test("keeps its token when edited without one", async () => {
    const { tenantId } = await createTenant(admin, { ...settings(), name: `Banco ${randomUUID()}` });
    const before = await ownerDatabase().tenant.findUniqueOrThrow({ where: { id: tenantId } });
    await editTenant(admin, { tenantId, batchSize: 42 });
    const after = await ownerDatabase().tenant.findUniqueOrThrow({ where: { id: tenantId } });
    expect([after.batchSize, after.tokenSealed]).toEqual([42, before.tokenSealed]);
  });

  test("is refused a taken name or operation or foreign server", async () => {
    const name = `Banco ${randomUUID()}`;
    await createTenant(admin, { ...settings(), name });
    await expect(createTenant(admin, { ...settings(), name })).rejects.toMatchObject({
      code: "conflict",
      params: { fields: ["name"] },
    });
    const twice = { ...settings(), operation: "op_1" };
    await createTenant(admin, { ...twice, name: `Banco ${randomUUID()}` });
    const again = createTenant(admin, { ...twice, server: "crm0001.wolkvox.com", name: `Banco ${randomUUID()}` });
    await expect(again).rejects.toMatchObject({ code: "conflict", params: { fields: ["operation"] } });
    const elsewhere = { ...twice, server: "crm0002.wolkvox.com", name: `Banco ${randomUUID()}` };
    await expect(createTenant(admin, elsewhere)).resolves.toMatchObject({ server: "crm0002.wolkvox.com" });
    const manager = createTenant(admin, { ...settings(), name: randomUUID(), server: "wv0001.wolkvox.com" });
    await expect(manager).rejects.toMatchObject({ code: "server_refused", params: { reason: "server_is_manager" } });
  });

  test("tests its connection with saved and unsaved values", async () => {
    const { tenantId, operation, token } = await makeTeam({ server: sandbox.host });
    await control.setSettings({ tokens: { [operation]: token } });
    expect(await testConnection(admin, { tenantId })).toMatchObject({ isConnected: true, budget: { limit: 4_800 } });
    const wrong = await testConnection(admin, { tenantId, token: "another-token" });
    expect(wrong).toMatchObject({
      isConnected: false,
      reason: "token_refused",
      httpStatus: 403,
      remoteText: "PLEASE VALIDATE TOKEN",
    });
    const unsaved = { server: sandbox.host, operation, token };
    expect(await testConnection(admin, unsaved)).toMatchObject({ isConnected: true });
    await expect(testConnection(admin, { server: sandbox.host })).rejects.toMatchObject({
      code: "invalid",
      params: { fields: ["operation", "token"] },
    });
    await control.setFaults([{ action: { do: "html", isApplied: false } }]);
    expect(await testConnection(admin, { tenantId })).toMatchObject({ isConnected: false, reason: "reply_not_json" });
  });

  test("cannot have the same custom field twice", async () => {
    const { tenantId } = await makeTeam({ server: sandbox.host });
    const field = { tenantId, level: "obligation", label: "Número de pagaré", kind: "text" } as const;
    await declareCustomField(admin, field);
    await expect(declareCustomField(admin, field)).rejects.toMatchObject({
      code: "conflict",
      params: { fields: ["label"] },
    });
  });
});

describe("a user", () => {
  const user = { name: "Ana", role: "supervisor", tenantIds: [] } as const;

  test("is refused a taken address or unknown tenant", async () => {
    const email = `${randomUUID()}@example.com`;
    await inviteUser(admin, { ...user, tenantIds: [], email });
    await expect(inviteUser(admin, { ...user, tenantIds: [], email: email.toUpperCase() })).rejects.toMatchObject({
      code: "conflict",
    });
    const lost = inviteUser(admin, { ...user, tenantIds: [randomUUID()], email: "c@example.com" });
    await expect(lost).rejects.toMatchObject({ code: "invalid", params: { fields: ["tenantIds"] } });
  });

  test("stays admin if there is no other", async () => {
    const admins = await ownerDatabase().user.findMany({ where: { role: "admin", disabledAt: null } });
    await ownerDatabase().user.updateMany({
      where: { id: { in: admins.map((each) => each.id) }, NOT: { id: admin.actor.userId } },
      data: { disabledAt: fromNow() },
    });
    await expect(editUser(admin, { userId: admin.actor.userId, role: "supervisor" })).rejects.toMatchObject({
      code: "conflict",
      params: { fields: ["role"], reason: "last_admin" },
    });
    await expect(editUser(admin, { userId: admin.actor.userId, isDisabled: true })).rejects.toMatchObject({
      code: "conflict",
      params: { fields: ["isDisabled"], reason: "last_admin" },
    });
  });
});

describe("a sealed secret", () => {
  test("opens for its owner only, and only unchanged", () => {
    const { sealed, keyId } = sealSecret(canary, "tenant-a");
    expect(openSecret({ sealed, keyId }, "tenant-a")).toBe(canary);
    expect(() => openSecret({ sealed, keyId }, "tenant-b")).toThrow();
    expect(() => openSecret({ sealed: sealed.with(-1, (sealed.at(-1) ?? 0) ^ 1), keyId }, "tenant-a")).toThrow();
    expect(() => openSecret({ sealed: sealed.slice(0, 16), keyId }, "tenant-a")).toThrow();
  });

  test("opens with an older key while a newer one seals", () => {
    const before = process.env.SECRET_KEYS;
    const old = sealSecret(canary, "tenant-a");
    process.env.SECRET_KEYS = `newer:${Buffer.alloc(32, 7).toString("base64")},${before}`;
    expect(openSecret(old, "tenant-a")).toBe(canary);
    expect(sealSecret(canary, "tenant-a").keyId).toBe("newer");
    process.env.SECRET_KEYS = before;
  });
});

describe("a mapping", () => {
  test("is recalled for equal and similar headers, per tenant", async () => {
    const { supervisor, tenantId } = await makeTeam({ server: sandbox.host });
    const other = await makeTeam({ server: sandbox.host });
    expect(await recallMapping(supervisor, { tenantId, headers: [...headers] })).toEqual({ kind: "none" });
    await rememberMapping(supervisor, { tenantId, headers: [...headers], mapping: portfolioMapping });
    expect(
      await recallMapping(supervisor, { tenantId, headers: headers.map((header) => header.toUpperCase()) }),
    ).toEqual({ kind: "exact", mapping: portfolioMapping, usedAt: expect.any(String) });
    await rememberMapping(supervisor, {
      tenantId,
      headers: [...headers],
      mapping: { ...portfolioMapping, cutOff: "2026-10-31" },
    });
    expect(await recallMapping(supervisor, { tenantId, headers: [...headers] })).toEqual({
      kind: "exact",
      mapping: portfolioMapping,
      usedAt: expect.any(String),
    });
    const near = await recallMapping(supervisor, { tenantId, headers: [...headers, "Agencia"] });
    expect(near).toEqual({ kind: "near", mapping: portfolioMapping, headers: [...headers] });
    expect(await recallMapping(supervisor, { tenantId, headers: ["Uno", "Dos", "Saldo"] })).toEqual({ kind: "none" });
    expect(await recallMapping(other.supervisor, { tenantId: other.tenantId, headers: [...headers] })).toEqual({
      kind: "none",
    });
  });
});

describe("the history", () => {
  test("pages through a user's uploads, youngest first, none twice", async () => {
    const { supervisor, tenantId } = await makeTeam({ server: sandbox.host });
    const ids: string[] = [];
    for (let index = 0; index < 5; index++)
      ids.unshift(await stage(supervisor, tenantId, makePortfolio(1), { fileName: `dia-${index}.csv` }));
    const seen: string[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await listUploads(supervisor, { limit: 2, ...(after === undefined ? {} : { after }) });
      seen.push(...page.items.map((upload) => upload.id));
      after = page.next;
    }
    expect(seen).toEqual(ids);
    expect((await listUploads(supervisor, { text: "DIA-3" })).items.map((upload) => upload.fileName)).toEqual([
      "dia-3.csv",
    ]);
    expect((await listUploads(supervisor, { from: "2999-01-01" })).items).toEqual([]);
  });
});

describe("the audit names the subject of an entry about", () => {
  const newest = async (action: ListAuditInput["action"], tenantId?: string) =>
    (await listAudit(admin, { action, ...(tenantId === undefined ? {} : { tenantId }), limit: 1 })).items[0];

  test("a user", async () => {
    const { actor } = await makeUser("supervisor");
    const subject = { kind: "user", id: actor.userId, name: actor.name, email: actor.email };
    await editUser(admin, { userId: actor.userId, name: "Ana Ruiz" });
    expect(await newest("user_edited")).toMatchObject({ subject: { ...subject, name: "Ana Ruiz" } });
    await endSessions(admin, { userId: actor.userId });
    expect(await newest("sessions_ended")).toMatchObject({ subject: { kind: "user", email: actor.email } });
  });

  test("an upload, for every action on it", async () => {
    const { supervisor: ctx, tenantId } = await makeTeam({ server: sandbox.host });
    const uploadId = await stage(ctx, tenantId, makePortfolio(3));
    const { fileName } = await ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } });
    await cancelUpload(ctx, { uploadId });
    for (const action of ["upload_started", "upload_staged", "upload_cancelled"] as const)
      expect(await newest(action, tenantId)).toMatchObject({ subject: { kind: "upload", id: uploadId, fileName } });
  });

  test("a failed sign-in: the account if any, never the input", async () => {
    const { actor } = await makeUser("supervisor");
    const fail = (email: string) =>
      verifyCredentials({ actor: null, address: "198.51.100.40" }, { email, password: "no es esta frase" }).catch(
        (error) => error.code,
      );
    const subject = { kind: "user", id: actor.userId, email: actor.email };
    expect(await fail(actor.email)).toBe("credentials_wrong");
    expect(await newest("sign_in_failed")).toMatchObject({ subject });
    await editUser(admin, { userId: actor.userId, isDisabled: true });
    expect(await fail(actor.email)).toBe("credentials_wrong");
    expect(await newest("sign_in_failed")).toMatchObject({ subject });
    expect(await fail(`${canary}@example.com`)).toBe("credentials_wrong");
    const entry = await newest("sign_in_failed");
    expect(entry).toMatchObject({ actor: null, subject: null, details: {} });
    expect(JSON.stringify(entry).toLowerCase()).not.toContain(canary.toLowerCase());
  });

  test("a removed field", async () => {
    const { tenantId } = await makeTeam({ server: sandbox.host });
    const { customFieldId } = await declareCustomField(admin, {
      tenantId,
      level: "debtor",
      label: "Zona",
      kind: "text",
    });
    await removeCustomField(admin, { tenantId, customFieldId });
    expect(await newest("custom_field_removed", tenantId)).toMatchObject({ details: { label: "Zona" } });
  });
});

describe("an auditor", () => {
  test("reads the audit trail of their tenants and no other", async () => {
    const [mine, theirs] = [
      await makeTeam({ server: "crm06.wolkvox.com" }),
      await makeTeam({ server: "crm07.wolkvox.com" }),
    ];
    await editTenant(mine.admin, { tenantId: mine.tenantId, batchSize: 50 });
    await editTenant(theirs.admin, { tenantId: theirs.tenantId, batchSize: 50 });
    const seen = (await listAudit(mine.auditor, {})).items;
    expect(seen.map(({ action }) => action)).toEqual(["tenant_edited", "tenant_created"]);
    expect(new Set(seen.map(({ tenant }) => tenant?.id))).toEqual(new Set([mine.tenantId]));
    await expect(listAudit(mine.auditor, { tenantId: theirs.tenantId })).rejects.toMatchObject({ code: "not_found" });
    const ofNobody = await makeUser("auditor");
    expect((await listAudit(ofNobody, {})).items).toEqual([]);
  });
});
