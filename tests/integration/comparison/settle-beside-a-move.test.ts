import { afterAll, expect, test } from "vitest";
import { withTransaction } from "#lib/database/client.ts";
import { lockSnapshot } from "#lib/database/snapshots/snapshots.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makeTeam } from "#tests/support/factories.ts";

afterAll(() => closeAll());

// A settle updates its upload twice, so PostgreSQL looks a second time whether the tenant is there, which waits for
// whoever changes the operation; and that one waits for the snapshot.
test("an admin changes the operation while a settle writes the snapshot", async () => {
  const { admin, tenantId } = await makeTeam({ server: "crm01.wolkvox.com" });
  const edited = await withTransaction(tenantId, async (tx) => {
    await lockSnapshot(tx, tenantId);
    const [{ pid } = { pid: 0 }] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    const edit = editTenant(admin, { tenantId, operation: "otra" });
    const waiting = () =>
      ownerDatabase().$queryRaw`SELECT FROM pg_locks WHERE NOT granted AND ${pid}::int = ANY(pg_blocking_pids(pid))`;
    await expect.poll(waiting).toHaveLength(1);
    await tx.$queryRaw`SELECT FROM "Tenant" WHERE id = ${tenantId}::uuid FOR KEY SHARE`;
    return { edit };
  });
  await edited.edit;
  expect(await ownerDatabase().tenant.findUniqueOrThrow({ where: { id: tenantId } })).toMatchObject({
    operation: "otra",
  });
});
