import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type AuditAction, actionsOf, auditActions, auditGroupNames } from "#lib/domain/audit/audit-actions.ts";
import { auditInputOf, auditQuery, readAuditFilter } from "#lib/domain/audit/audit-filter.ts";
import { exportAudit } from "#lib/services/operations/export-audit.ts";
import { type ListAuditInput, listAudit } from "#lib/services/operations/list-audit.ts";
import { listAuditActors } from "#lib/services/operations/list-audit-actors.ts";
import { createPortfolio } from "#lib/services/portfolios/create-portfolio.ts";
import { editPortfolio } from "#lib/services/portfolios/edit-portfolio.ts";
import { quietMs } from "#lib/services/record-once.ts";
import { verifyCredentials } from "#lib/services/sessions/verify-credentials.ts";
import { declareCustomField } from "#lib/services/tenants/declare-custom-field.ts";
import { editCustomField } from "#lib/services/tenants/edit-custom-field.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { editUser } from "#lib/services/users/edit-user.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { cases } from "#tests/support/depth.ts";
import { collected, makeTeam, makeTenant, makeUser, signedOut } from "#tests/support/factories.ts";
import { failAhead } from "#tests/support/people/failures-ahead.ts";

process.env.WOLKVOX_EXTRA_HOSTS = "127.0.0.1:9,127.0.0.1:10";
const team = await makeTeam({ server: "127.0.0.1:9", batchSize: 10 });
const other = await makeTeam({ server: "127.0.0.1:9" });
const { admin, supervisor, auditor, tenantId } = team;

async function newest(action: AuditAction) {
  const entry = await ownerDatabase().auditEntry.findFirst({ where: { action }, orderBy: { id: "desc" } });
  return entry?.details;
}

await failAhead();

describe("an entry of changed settings has what they were and are, and nothing else", () => {
  test("of a tenant", async () => {
    await editTenant(admin, { tenantId, batchSize: 20, retentionDays: 45, server: "127.0.0.1:10", country: "CO" });
    expect(await newest("tenant_edited")).toEqual({
      batchSize: { from: 10, to: 20 },
      server: { from: "127.0.0.1:9", to: "127.0.0.1:10" },
      retentionDays: { from: expect.any(Number), to: 45 },
    });
    await editTenant(admin, { tenantId, batchSize: 20, country: "CO" });
    expect(await newest("tenant_edited")).toEqual({});
  });

  test("of a token only that it changed", async () => {
    const token = "un-token-secreto-7788";
    await editTenant(admin, { tenantId, token });
    expect(await newest("tenant_edited")).toEqual({ isTokenChanged: true });
    const all = JSON.stringify(await ownerDatabase().auditEntry.findMany());
    expect([all.includes(token), all.includes("7788")]).toEqual([false, false]);
  });

  test("of a portfolio, its lists and defaults too", async () => {
    const { portfolioId } = await createPortfolio(supervisor, { tenantId, name: "Banco Uno" });
    await editPortfolio(supervisor, { portfolioId, expectedDays: [1, 2], defaults: { "debtor.Email": "a@b.co" } });
    await editPortfolio(supervisor, {
      ...{ portfolioId, name: "Banco Dos", expectedDays: [2, 1], expectedMinute: 540, thresholds: { goneShare: 0.3 } },
      defaults: { "debtor.Email": "c@d.co", "debtor.Address": "Cali" },
    });
    expect(await newest("portfolio_edited")).toEqual({
      name: { from: "Banco Uno", to: "Banco Dos" },
      expectedMinute: { from: null, to: 540 },
      thresholds: { from: "", to: '{"goneShare":0.3}' },
      defaults: { from: '{"debtor.Email":"a@b.co"}', to: '{"debtor.Address":"Cali","debtor.Email":"c@d.co"}' },
    });
  });

  test("of a custom field", async () => {
    const { customFieldId } = await declareCustomField(admin, {
      tenantId,
      level: "debtor",
      label: "Zona",
      kind: "text",
    });
    await editCustomField(admin, { tenantId, customFieldId, kind: "list", allowedValues: ["a", "b"], label: "Zona" });
    expect(await newest("custom_field_edited")).toEqual({
      level: "debtor",
      label: "Zona",
      kind: { from: "text", to: "list" },
      allowedValues: { from: "", to: "a, b" },
    });
  });

  test("of a user, with the names of tenants", async () => {
    const { actor } = await makeUser("supervisor", [tenantId]);
    await editUser(admin, { userId: actor.userId, role: "auditor", isDisabled: true, tenantIds: [other.tenantId] });
    expect(await newest("user_edited")).toEqual({
      role: { from: "supervisor", to: "auditor" },
      isDisabled: { from: false, to: true },
      tenantsAdded: other.name,
      tenantsRemoved: team.name,
      sessions: 1,
    });
  });
});

describe("who has to wait to sign in", () => {
  const throttled = () => ownerDatabase().auditEntry.findMany({ where: { action: "sign_in_throttled" } });
  async function tryAgain(email: string, address: string, times: number) {
    const codes = [];
    for (let n = 0; n < times; n++)
      codes.push(
        await verifyCredentials({ ...signedOut, address }, { email, password: "mala" }).catch(({ code }) =>
          String(code),
        ),
      );
    return codes;
  }

  test("is an entry, once in a while, of an account that there is by its name", async () => {
    const { actor } = await makeUser("supervisor");
    expect(await tryAgain(actor.email, "198.51.100.7", 12)).toContain("throttled");
    expect(await tryAgain("nadie@example.com", "198.51.100.8", 12)).toContain("throttled");
    expect((await throttled()).map(({ subject, details, address }) => ({ subject, details, address }))).toEqual([
      { subject: actor.userId, details: { attempt: "sign_in" }, address: "198.51.100.7" },
      { subject: null, details: { attempt: "sign_in" }, address: "198.51.100.8" },
    ]);
    expect(JSON.stringify(await ownerDatabase().auditEntry.findMany())).not.toContain("nadie@example.com");
  });

  test("cannot fill the trail from many networks", async () => {
    const before = (await throttled()).length;
    // As if each network had failed often.
    const failed = Array.from({ length: 55 }, (_, n) => `203.0.113.${n}`);
    const attempts = failed.flatMap((address) => Array<string>(12).fill(address));
    await ownerDatabase().signInAttempt.createMany({
      data: attempts.map((address) => ({
        id: randomUUID(),
        kind: "sign_in",
        email: "x@example.com",
        address,
        succeeded: false,
      })),
    });
    for (const address of failed) expect(await tryAgain("x@example.com", address, 1)).toEqual(["throttled"]);
    expect((await throttled()).length - before).toBeLessThanOrEqual(50);
    expect(quietMs).toBeGreaterThanOrEqual(10 * 60_000);
  });
});

describe("filters", () => {
  const whole = () => collectAll({});
  async function collectAll(input: ListAuditInput) {
    const all = [];
    for (let after: string | undefined; ; ) {
      const { items, next } = await listAudit(admin, { ...input, limit: 7, ...(after === undefined ? {} : { after }) });
      all.push(...items);
      if (next === null) return all;
      after = next;
    }
  }

  test("give what the whole trail has of them, alone and together, as does the export", async () => {
    const all = await whole();
    expect(all.length).toBeGreaterThan(20);
    const at = (entry: (typeof all)[number] | undefined) => new Date(entry?.at ?? 0);
    // A second apart: an id is made a moment before its entry's time is noted.
    const from = new Date(at(all[Math.floor(all.length * 0.7)]).getTime());
    const choices = {
      tenantId: [undefined, tenantId, other.tenantId],
      action: [undefined, "settings", "tenant_edited", "sign_ins", "portal"],
      userId: [undefined, admin.actor.userId, supervisor.actor.userId, randomUUID()],
      subject: [undefined, ...new Set(all.flatMap(({ subject }) => subject?.id ?? []))].slice(0, 4),
    } as const;
    let found = 0;
    let tried = 0;
    for (const tenant of choices.tenantId)
      for (const action of choices.action)
        for (const userId of choices.userId)
          for (const subject of choices.subject) {
            const input = {
              ...(tenant === undefined ? {} : { tenantId: tenant }),
              ...(action === undefined ? {} : { action }),
              ...(userId === undefined ? {} : { userId }),
              ...(subject === undefined ? {} : { subject }),
            };
            // All alone and in pairs; of those of more, a quick run tries some.
            if (Object.keys(input).length > 2 && tried++ % cases(1, 9) > 0) continue;
            const wanted = all.filter(
              (entry) =>
                (tenant === undefined || entry.tenant?.id === tenant) &&
                (action === undefined || actionsOf(action).some((one) => one === entry.action)) &&
                (userId === undefined || entry.actor?.id === userId) &&
                (subject === undefined || entry.subject?.id === subject),
            );
            found += wanted.length;
            expect(await collectAll(input), JSON.stringify(input)).toEqual(wanted);
          }
    expect(found).toBeGreaterThan(100);
    const since = await collectAll({ from });
    expect(since.length).toBeGreaterThan(0);
    expect(since).toEqual(all.slice(0, since.length));
    expect([...since, ...(await collectAll({ to: from }))]).toEqual(all);
    const exported = await collected(await exportAudit(admin, { action: "settings" }));
    expect(exported).toEqual(all.filter(({ action }) => actionsOf("settings").some((one) => one === action)));
  });

  test("are the same in the address, and anything else there is no limit", () => {
    const filter = {
      tenant: tenantId,
      user: randomUUID(),
      action: "loads",
      subject: randomUUID(),
      from: "2026-01-02",
      to: "2026-03-04",
    } as const;
    const query = Object.fromEntries(new URLSearchParams(auditQuery(filter)));
    expect(readAuditFilter(query)).toEqual(filter);
    expect(auditInputOf(filter)).toMatchObject({
      from: new Date("2026-01-02T05:00:00Z"),
      to: new Date("2026-03-05T05:00:00Z"),
    });
    const wrong = { tenant: "x", user: ["a"], action: "nothing", subject: "'", from: "2026-02-31", to: "ayer" };
    expect(auditQuery(readAuditFilter(wrong))).toBe("");
  });

  test("know every action in exactly one group", () => {
    expect(new Set(auditActions).size).toBe(auditActions.length);
    expect(auditGroupNames.some((group) => auditActions.some((action) => action === String(group)))).toBe(false);
  });

  test("reach an auditor's own tenants only", async () => {
    const third = await makeTenant(admin, { server: "127.0.0.1:9" });
    const seen = [
      ...(await listAudit(auditor, { limit: 200 })).items,
      ...(await collected(await exportAudit(auditor, {}))),
    ];
    expect(new Set(seen.map(({ tenant }) => tenant?.id))).toEqual(new Set([tenantId]));
    for (const refused of [other.tenantId, third.tenantId])
      await expect(exportAudit(auditor, { tenantId: refused })).rejects.toMatchObject({ code: "not_found" });
    const actorsOf = async (where: object) =>
      new Set((await ownerDatabase().auditEntry.findMany({ where })).flatMap(({ actorId }) => actorId ?? []));
    const names = (await listAuditActors(auditor, {})).map(({ id }) => id);
    expect(names).toContain(supervisor.actor.userId);
    expect(names).not.toContain(other.admin.actor.userId);
    expect(new Set(names)).toEqual(await actorsOf({ tenantId }));
    expect(new Set((await listAuditActors(admin, {})).map(({ id }) => id))).toEqual(await actorsOf({}));
  });

  test("stand in the entry of an export, in each tenant that it reaches", async () => {
    const reader = await makeUser("auditor", [tenantId, other.tenantId]);
    const userId = supervisor.actor.userId;
    const subject = randomUUID();
    const entriesOf = async (ctx: typeof reader, input: object) => {
      const before = await ownerDatabase().auditEntry.count({ where: { actorId: ctx.actor.userId } });
      await exportAudit(ctx, input);
      const entries = await ownerDatabase().auditEntry.findMany({
        where: { actorId: ctx.actor.userId },
        orderBy: { id: "asc" },
        skip: before,
      });
      return entries.map(({ action, details, tenantId }) => ({ action, details, tenantId }));
    };
    const details = { group: "audit", action: "settings", user: userId, subject };
    const entry = (of: string | null) => ({ action: "report_downloaded", details, tenantId: of });
    const asked = { userId, subject, action: "settings" };
    const both = await entriesOf(reader, asked);
    expect(both).toHaveLength(2);
    expect(both).toEqual(expect.arrayContaining([entry(tenantId), entry(other.tenantId)]));
    expect(await entriesOf(reader, { ...asked, tenantId })).toEqual([entry(tenantId)]);
    expect(await entriesOf(admin, asked)).toEqual([entry(null)]);
    expect(await entriesOf(admin, { ...asked, tenantId })).toEqual([entry(tenantId)]);
    // Its auditors see it.
    expect((await listAudit(reader, {})).items).toEqual(
      expect.arrayContaining([expect.objectContaining({ action: "report_downloaded", details })]),
    );
  });
});
