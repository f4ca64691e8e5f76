import { portalDatabase } from "#lib/database/client.ts";
import { selectAnchorAge } from "#lib/database/operations/audit-anchors.ts";
import type { Health } from "#lib/domain/views/health.ts";
import { envOf } from "#lib/env.ts";

export type AnchorAge = Pick<Health, "auditAnchorAgeSeconds" | "isAuditAnchorLate">;

export const noAnchor: AnchorAge = { auditAnchorAgeSeconds: null, isAuditAnchorLate: false };

/** Anchors are due once a day: one may be missed while a worker is replaced. */
const lateSeconds = 172_800;

/** How old the last anchor of the audit trail is, where AUDIT_ANCHORS asks for any. */
export async function readAnchorAge(): Promise<AnchorAge> {
  if (envOf("AUDIT_ANCHORS").AUDIT_ANCHORS === undefined) return noAnchor;
  const age = await selectAnchorAge(portalDatabase());
  return { auditAnchorAgeSeconds: age, isAuditAnchorLate: age === null || age > lateSeconds };
}
