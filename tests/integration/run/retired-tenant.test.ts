import { describe, expect, test } from "vitest";
import { tenantDatabase } from "#lib/database/client.ts";
import { selectTenantsWithWork } from "#lib/database/uploads/runs.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { listAudit } from "#lib/services/operations/list-audit.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { readBackUpload } from "#lib/services/outcomes/read-back-upload.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { erasePerson } from "#lib/services/people/erase-person.ts";
import { createPortfolio } from "#lib/services/portfolios/create-portfolio.ts";
import { listPortfolios } from "#lib/services/portfolios/list-portfolios.ts";
import { showMorning } from "#lib/services/portfolios/show-morning.ts";
import { searchPortal } from "#lib/services/search/search-portal.ts";
import { showSession } from "#lib/services/sessions/show-session.ts";
import { listRetiredTenants } from "#lib/services/tenants/list-retired-tenants.ts";
import { listTenants } from "#lib/services/tenants/list-tenants.ts";
import { retireTenant } from "#lib/services/tenants/retire-tenant.ts";
import { showTenant } from "#lib/services/tenants/show-tenant.ts";
import { testConnection } from "#lib/services/tenants/test-connection.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { listUploads } from "#lib/services/uploads/list-uploads.ts";
import { pauseUpload } from "#lib/services/uploads/pause-upload.ts";
import { showFigures } from "#lib/services/uploads/show-figures.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { listFilters } from "#lib/services/users/list-filters.ts";
import { removeFilter } from "#lib/services/users/remove-filter.ts";
import { saveFilter } from "#lib/services/users/save-filter.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { beginStaging, makePortfolio, makeUser, stage } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { keptOf, nothingKept, setOver, sweep } from "#tests/support/runs/retention.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { forgoReadBacks } from "#tests/support/runs/tenant-run.ts";
import { workOnce } from "#tests/support/runs/work-once.ts";

const { control, staged } = await runStage({ hasWorker: false });

/** A team with a finished upload of 12 debtors, two of them refused, and a staged one; then its tenant is retired. */
async function retired() {
  const team = await staged(12, { batchSize: 10 });
  const { admin, supervisor, tenantId, uploadId } = team;
  await control.setFaults([
    { match: { identifications: ["10000001", "10000002"] }, action: { do: "refuse_debtors", shape: "objects" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await workOnce(tenantId);
  const stagedId = await stage(supervisor, tenantId, makePortfolio(4));
  await createPortfolio(supervisor, { tenantId, name: `Banco ${tenantId}` });
  await retireTenant(admin, { tenantId, isRetired: true });
  return { ...team, stagedId };
}

describe("a retired tenant", () => {
  test("takes no upload, confirms none, sends and looks up nothing", async () => {
    const { admin, supervisor, tenantId, uploadId, stagedId } = await retired();
    const before = (await control.requests()).length;
    const changes = {
      begin: (ctx: typeof admin) => beginStaging(ctx, tenantId, makePortfolio(2)),
      confirm: (ctx: typeof admin) => confirmUpload(ctx, { uploadId: stagedId }),
      retry: (ctx: typeof admin) => retryFailures(ctx, { uploadId }),
      readBack: (ctx: typeof admin) => readBackUpload(ctx, { uploadId }),
      hold: (ctx: typeof admin) => addHolds(ctx, { tenantId, identifications: ["1"], why: "claim" }),
      portfolio: (ctx: typeof admin) => createPortfolio(ctx, { tenantId, name: "Otro banco" }),
    };
    for (const [name, change] of Object.entries(changes)) {
      const codes = [await codeOf(change(admin)), await codeOf(change(supervisor))];
      expect({ name, codes }).toEqual({ name, codes: ["tenant_retired", "not_found"] });
    }
    expect(await testConnection(admin, { tenantId })).toMatchObject({ isConnected: false, reason: "not_asked" });
    // Not even what is in the database already makes a worker call.
    await ownerDatabase().upload.update({
      where: { id: stagedId },
      data: { state: "queued", confirmedAt: fromNow() },
    });
    expect(await workOnce(tenantId)).toEqual({ again: "never" });
    expect(await selectTenantsWithWork(ownerDatabase())).not.toContain(tenantId);
    expect((await control.requests()).length).toBe(before);
  });

  test("has its connection tested with a token that is given, and not with the saved one", async () => {
    const { admin, tenantId } = await retired();
    const before = (await control.requests()).length;
    const answers = [
      await testConnection(admin, { tenantId }),
      await testConnection(admin, { tenantId, token: "new" }),
    ];
    expect(answers.map(({ isConnected }) => isConnected)).toEqual([false, true]);
    expect((await control.requests()).length).toBe(before + 1);
  });

  test("is read by admins and its auditors, and offered to nobody", async () => {
    const { admin, supervisor, auditor, tenantId, uploadId, name } = await retired();
    for (const ctx of [admin, auditor]) {
      expect((await showUpload(ctx, { uploadId })).groups.accepted.debtors).toBe(10);
      expect((await listRecords(ctx, { uploadId, state: "rejected" })).items).toHaveLength(2);
      expect((await listUploads(ctx, {})).items.map(({ id }) => id)).toContain(uploadId);
      const entry = (await listAudit(ctx, { tenantId })).items.find(({ action }) => action === "tenant_retired");
      expect(entry?.actor?.id).toBe(admin.actor.userId);
      expect((await listTenants(ctx)).find(({ id }) => id === tenantId)?.isRetired).toBe(true);
      expect((await showSession(ctx, { tenantId })).hasTenant).toBe(true);
      // What the page of its history asks for.
      await saveFilter(ctx, { tenantId, name: "Octubre", query: "state=finished" });
      const [filter] = await listFilters(ctx, { tenantId });
      expect(filter?.name).toBe("Octubre");
      await removeFilter(ctx, { tenantId, filterId: filter?.id ?? "" });
      expect(await listFilters(ctx, { tenantId })).toEqual([]);
      const day = fromNow().toISOString().slice(0, 10);
      const before = fromNow(-86_400_000).toISOString().slice(0, 10);
      expect((await showFigures(ctx, { tenantId, from: before, to: day })).total.loads).toBe(2);
      expect((await listPortfolios(ctx, { tenantId })).map(({ name: of }) => of)).toEqual([`Banco ${tenantId}`]);
    }
    expect(await codeOf(showUpload(supervisor, { uploadId }))).toBe("not_found");
    expect((await listUploads(supervisor, {})).items).toEqual([]);
    expect(await listTenants(supervisor)).toEqual([]);
    const since = (await showTenant(admin, { tenantId })).retiredAt;
    expect(since).not.toBeNull();
    expect(await showSession(supervisor, { tenantId })).toMatchObject({ hasTenant: false, retiredAt: since });
    const stranger = await makeUser("supervisor");
    expect(await showSession(stranger, { tenantId })).toMatchObject({ hasTenant: false, retiredAt: null });
    expect(await listRetiredTenants(stranger)).toEqual([]);
    for (const ctx of [supervisor, auditor])
      expect(await listRetiredTenants(ctx)).toEqual([{ id: tenantId, name, retiredAt: since }]);
    for (const ctx of [admin, supervisor, auditor]) {
      const { lines } = await showMorning(ctx);
      expect(lines.filter((line) => line.tenant.id === tenantId)).toEqual([]);
      expect((await listPortfolios(ctx, {})).filter(({ tenant }) => tenant.id === tenantId)).toEqual([]);
      const { uploads, portfolios } = await searchPortal(ctx, { text: `Banco ${tenantId}` });
      expect({ uploads, portfolios }).toEqual({ uploads: [], portfolios: [] });
    }
    expect((await showTenant(admin, { tenantId })).name).toBe(name);
  });

  test("keeps its retention, and a person in it is still erased", async () => {
    const { admin, tenantId, uploadId, stagedId } = await retired();
    expect(await codeOf(erasePerson(admin, { tenantId, identification: "10000001" }))).toBe("person_under_way");
    await cancelUpload(admin, { uploadId: stagedId });
    await erasePerson(admin, { tenantId, identification: "10000001" });
    expect(await ownerDatabase().record.count({ where: { tenantId, identification: "10000001" } })).toBe(0);
    await setOver(uploadId, 91, 0);
    await sweep();
    expect(await keptOf(uploadId)).toEqual(nothingKept);
  });

  test("goes on where it was once it is reopened", async () => {
    const { admin, supervisor, tenantId, stagedId } = await retired();
    await retireTenant(admin, { tenantId, isRetired: false });
    await confirmUpload(supervisor, { uploadId: stagedId });
    await workOnce(tenantId);
    expect((await showUpload(supervisor, { uploadId: stagedId })).state).toBe("finished");
    const actions = (await listAudit(admin, { tenantId })).items.map(({ action }) => action);
    expect(actions.filter((action) => action.startsWith("tenant_re"))).toEqual(["tenant_reopened", "tenant_retired"]);
  });
});

describe("retiring", () => {
  test("is refused while an upload is in line, and says which", async () => {
    const { admin, supervisor, tenantId, uploadId } = await staged(5);
    await confirmUpload(supervisor, { uploadId });
    const refused = { code: "tenant_under_way", params: { uploads: [uploadId] } };
    await expect(retireTenant(admin, { tenantId, isRetired: true })).rejects.toMatchObject(refused);
    await pauseUpload(supervisor, { uploadId });
    await expect(retireTenant(admin, { tenantId, isRetired: true })).rejects.toMatchObject(refused);
    await cancelUpload(supervisor, { uploadId });
    await retireTenant(admin, { tenantId, isRetired: true });
  });

  test("and confirming at once leave a retired tenant with nothing in line, or one that is not retired", async () => {
    for (let round = 0; round < 5; round++) {
      const { admin, supervisor, tenantId, uploadId } = await staged(3);
      const [confirm, retire] = await Promise.all([
        codeOf(confirmUpload(supervisor, { uploadId })),
        codeOf(retireTenant(admin, { tenantId, isRetired: true })),
      ]);
      const { retiredAt } = await ownerDatabase().tenant.findUniqueOrThrow({ where: { id: tenantId } });
      const { state } = await ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } });
      expect([confirm === null, retire === null].filter(Boolean)).toHaveLength(1);
      expect({ isRetired: retiredAt !== null, state }).toEqual(
        retire === null ? { isRetired: true, state: "staged" } : { isRetired: false, state: "queued" },
      );
    }
  });

  test("cuts a read-back under way, and its debtors stay unconfirmed", async () => {
    const { admin, supervisor, tenantId, uploadId } = await staged(5);
    await forgoReadBacks(uploadId);
    await control.setFaults([
      { match: { endpoint: "massive_collections", times: 1 }, action: { do: "reset", when: "after_applying" } },
    ]);
    await confirmUpload(supervisor, { uploadId });
    await workOnce(tenantId);
    await readBackUpload(supervisor, { uploadId });
    await retireTenant(admin, { tenantId, isRetired: true });
    const before = (await control.requests()).length;
    await workOnce(tenantId);
    expect((await control.requests()).length).toBe(before);
    expect((await showUpload(admin, { uploadId })).groups.unconfirmed.debtors).toBe(5);
    await retireTenant(admin, { tenantId, isRetired: false });
    expect(await selectTenantsWithWork(ownerDatabase())).toContain(tenantId);
    await workOnce(tenantId);
    expect((await showUpload(admin, { uploadId })).groups.accepted.debtors).toBe(5);
  });
});

test("the database deletes no tenant that has an upload, and the portal none at all", async () => {
  const { tenantId } = await staged(2);
  await expect(ownerDatabase().tenant.delete({ where: { id: tenantId } })).rejects.toThrow(/foreign key/i);
  await expect(tenantDatabase(tenantId).$executeRaw`DELETE FROM "Tenant" WHERE id = ${tenantId}::uuid`).rejects.toThrow(
    /permission denied/,
  );
  expect(await ownerDatabase().upload.count({ where: { tenantId } })).toBe(1);
});

/** The code of a refusal; null for none. */
async function codeOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
