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

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** Reads the filter; anything invalid is no limit. */
export function readAuditFilter(query: Query): AuditFilter {
  const limits = [day(query.from), day(query.to)];
  // Given the wrong way round, the same days are meant.
  const [from = "", to = ""] = limits.includes("") ? limits : limits.toSorted();
  return {
    tenant: id(query.tenant),
    user: id(query.user),
    action: [...auditGroupNames, ...auditActions].find((name) => name === query.action) ?? "",
    subject: id(query.subject),
    from,
    to,
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

function id(value: string | string[] | undefined): string {
  return typeof value === "string" && /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(value) ? value : "";
}

function day(value: string | string[] | undefined): string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return "";
  const time = Date.parse(value);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== value ? "" : value;
}
