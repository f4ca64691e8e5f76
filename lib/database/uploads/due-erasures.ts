import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { Transaction } from "../client.ts";

/** A tenant, and when its last retention sweep ended. */
export interface TenantToSweep {
  readonly id: TenantId;
  readonly sweptAt: Date | null;
}

/** Every tenant, the one with the oldest retention sweep first. */
export function selectTenantsToSweep(db: Transaction): Promise<TenantToSweep[]> {
  return db.$queryRaw<TenantToSweep[]>`SELECT * FROM tenants_to_sweep()`;
}

/** Records that the tenant has nothing due for erasure any more. */
export async function noteSwept(db: Transaction, tenantId: string): Promise<void> {
  await db.$executeRaw`UPDATE "Tenant" SET "retentionSweptAt" = now() WHERE id = ${tenantId}::uuid`;
}

/** Whether some tenant was last swept more than a day ago, or never. */
export async function isSweepOverdue(db: Transaction): Promise<boolean> {
  const [found] = await db.$queryRaw<{ isOverdue: boolean }[]>`
    SELECT EXISTS (
      SELECT 1 FROM tenants_to_sweep() WHERE "sweptAt" IS NULL OR "sweptAt" < now() - interval '1 day'
    ) AS "isOverdue"`;
  return found?.isOverdue ?? false;
}

export interface StaleUpload {
  readonly id: string;
  readonly state: (typeof uploadGroups.drafts)[number];
  readonly days: number;
}

/** Uploads that were never confirmed and are older than the tenant's retention days. */
export function selectStaleUploads(db: Transaction, tenantId: string): Promise<StaleUpload[]> {
  return db.$queryRaw`
    SELECT u.id, u.state::text AS state, t."retentionDays" AS days FROM "Upload" u JOIN "Tenant" t ON t.id = u."tenantId"
    WHERE u."tenantId" = ${tenantId}::uuid AND u.state = ANY(${[...uploadGroups.drafts]}::"UploadState"[])
      AND coalesce(u."stagedAt", u."createdAt") < now() - make_interval(days => t."retentionDays")
    ORDER BY u.id`;
}

/**
 * Uploads that have been over for longer than the tenant's retention days, the longest first. Usually those
 * of a few days.
 */
export async function selectUploadsToErase(db: Transaction, tenantId: string): Promise<string[]> {
  const due = await db.$queryRaw<{ id: string }[]>`
    SELECT u.id FROM "Upload" u
    WHERE u."tenantId" = ${tenantId}::uuid AND u."erasedAt" IS NULL
      AND u."overSince" < now() - make_interval(days => (SELECT t."retentionDays" FROM "Tenant" t WHERE t.id = ${tenantId}::uuid))
    ORDER BY u."overSince"`;
  return due.map(({ id }) => id);
}

/**
 * Uploads that are over and still have data of unchanged debtors. It is erased in the order of ordinals, so the last one
 * tells. Those that were over two days before the last sweep have been looked at: a sweep takes less.
 */
export async function selectUploadsWithUnchanged(db: Transaction, tenantId: string): Promise<string[]> {
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT u.id FROM "Upload" u
    WHERE u."tenantId" = ${tenantId}::uuid AND u."erasedAt" IS NULL AND u."unchangedDebtors" > 0
      AND u."overSince" > (
        SELECT coalesce(t."retentionSweptAt" - interval '2 days', '-infinity') FROM "Tenant" t WHERE t.id = ${tenantId}::uuid)
      AND (SELECT r.payload IS NOT NULL FROM "Record" r
        WHERE r."tenantId" = u."tenantId" AND r."uploadId" = u.id AND r.state = 'unchanged' ORDER BY r.ordinal DESC LIMIT 1)
    ORDER BY u."overSince"`;
  return found.map(({ id }) => id);
}

/** Uploads marked as erased whose erasure has not ended. */
export async function selectUploadsUnderErasure(db: Transaction, tenantId: string): Promise<string[]> {
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Upload"
    WHERE "tenantId" = ${tenantId}::uuid AND "erasedAt" IS NOT NULL AND "erasureEndedAt" IS NULL ORDER BY "erasedAt", id`;
  return found.map(({ id }) => id);
}
