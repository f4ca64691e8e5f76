import { type Query, readDays, readId } from "../history/filter-values.ts";
import { addDays, startOf } from "../history/history-days.ts";
import { type AuditAction, type AuditGroup, auditActions, auditGroupNames } from "./audit-actions.ts";

/** The filter in the address of the audit trail. Days are YYYY-MM-DD, both included; empty: no limit. */
export interface AuditFilter {
  readonly tenant: string;
  readonly user: string;
  readonly action: AuditAction | AuditGroup | "";
  /** Id of what entries are about. */
  readonly subject: string;
  readonly from: string;
  readonly to: string;
}

/** Reads the filter; anything invalid is no limit. */
export function readAuditFilter(query: Query): AuditFilter {
  return {
    tenant: readId(query.tenant),
    user: readId(query.user),
    action: [...auditGroupNames, ...auditActions].find((name) => name === query.action) ?? "",
    subject: readId(query.subject),
    ...readDays(query),
  };
}

/** The filter as a query, without what is no limit: the same filter is always the same text. */
export function auditQuery(filter: AuditFilter): string {
  return new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== "")).toString();
}

export function auditHref(filter: AuditFilter): string {
  const query = auditQuery(filter);
  return query === "" ? "/admin/audit" : `/admin/audit?${query}`;
}

export function countAuditLimits({ from, to, ...others }: AuditFilter): number {
  return Object.values(others).filter((value) => value !== "").length + (from === "" && to === "" ? 0 : 1);
}

/** What `listAudit` takes of a filter; `to` is exclusive. */
export function auditInputOf({ tenant, user, action, subject, from, to }: AuditFilter) {
  return {
    ...(tenant === "" ? {} : { tenantId: tenant }),
    ...(user === "" ? {} : { userId: user }),
    ...(action === "" ? {} : { action }),
    ...(subject === "" ? {} : { subject }),
    ...(from === "" ? {} : { from: startOf(from) }),
    ...(to === "" ? {} : { to: startOf(addDays(to, 1)) }),
  };
}
