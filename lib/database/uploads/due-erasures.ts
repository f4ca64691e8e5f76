import { uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { Transaction } from "../client.ts";

/** Every tenant, the one whose retention was kept longest ago first. */
export async function selectTenantsToSweep(db: Transaction): Promise<string[]> {
  const tenants = await db.tenant.findMany({
    orderBy: [{ retentionSweptAt: { sort: "asc", nulls: "first" } }, { id: "asc" }],
    select: { id: true },
  });
  return tenants.map(({ id }) => id);
}

/** Notes that nothing of the tenant was due any more. */
export async function noteSwept(db: Transaction, tenantId: string): Promise<void> {
  await db.$executeRaw`UPDATE "Tenant" SET "retentionSweptAt" = now() WHERE id = ${tenantId}::uuid`;
}

/** Whether there is a tenant whose retention nobody has kept for a day. */
export async function isSweepOverdue(db: Transaction): Promise<boolean> {
  const [found] = await db.$queryRaw<{ isOverdue: boolean }[]>`
    SELECT EXISTS (
      SELECT 1 FROM "Tenant" WHERE "retentionSweptAt" IS NULL OR "retentionSweptAt" < now() - interval '1 day'
    ) AS "isOverdue"`;
  return found?.isOverdue ?? false;
}

export interface StaleUpload {
  readonly id: string;
  readonly state: (typeof uploadGroups.drafts)[number];
  readonly days: number;
}

/** Uploads that nobody confirmed for longer than the tenant's data is kept. */
export function selectStaleUploads(db: Transaction, tenantId: string): Promise<StaleUpload[]> {
  return db.$queryRaw`
    SELECT u.id, u.state::text AS state, t."retentionDays" AS days FROM "Upload" u JOIN "Tenant" t ON t.id = u."tenantId"
    WHERE u."tenantId" = ${tenantId}::uuid AND u.state = ANY(${[...uploadGroups.drafts]}::"UploadState"[])
      AND coalesce(u."stagedAt", u."createdAt") < now() - make_interval(days => t."retentionDays")
    ORDER BY u.id`;
}

/** Uploads that have been over for longer than the tenant's data is kept, the longest first. Their number is that of some days. */
export async function selectUploadsToErase(db: Transaction, tenantId: string): Promise<string[]> {
  const due = await db.$queryRaw<{ id: string }[]>`
    SELECT u.id FROM "Upload" u
    WHERE u."tenantId" = ${tenantId}::uuid AND u."erasedAt" IS NULL
      AND u."overSince" < now() - make_interval(days => (SELECT t."retentionDays" FROM "Tenant" t WHERE t.id = ${tenantId}::uuid))
    ORDER BY u."overSince"`;
  return due.map(({ id }) => id);
}

/** Uploads marked as erased of which something may be left. */
export async function selectUploadsUnderErasure(db: Transaction, tenantId: string): Promise<string[]> {
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Upload"
    WHERE "tenantId" = ${tenantId}::uuid AND "erasedAt" IS NOT NULL AND "erasureEndedAt" IS NULL ORDER BY "erasedAt", id`;
  return found.map(({ id }) => id);
}
