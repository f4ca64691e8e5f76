import type { AuditView, PlainDetail } from "#lib/domain/views/audit-view.ts";

/**
 * What of `change` differs from the settings `before`, each with its old and its new value, as details of an audit entry.
 * Never for what is secret: of a token or a password an entry says only that it changed.
 */
export function changedSettings(before: object, change: object): AuditView["details"] {
  const old = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(
    Object.entries(change).flatMap(([name, value]) => {
      const [from, to] = [plain(old.get(name)), plain(value)];
      return value === undefined || from === to ? [] : [[name, { from, to }]];
    }),
  );
}

/** Details are plain values: a list becomes text, and names with values become JSON. */
function plain(value: unknown): PlainDetail {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.join(value.every((one) => typeof one === "number") ? " " : ", ");
  // In the order of the names: PostgreSQL keeps its own.
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? "" : JSON.stringify(Object.fromEntries(entries));
}
