import { tenantDatabase } from "#lib/database/client.ts";
import { findCountry } from "#lib/database/tenants/countries.ts";
import { holdKey } from "#lib/domain/person/hold-key.ts";
import { readIdentification } from "#lib/domain/person/read-identification.ts";
import type { ReportGroup } from "#lib/domain/views/report.ts";
import { personDigest } from "#lib/secrets/person-digest.ts";
import type { Ctx, TenantId } from "./context.ts";
import { recordAudit } from "./record-audit.ts";
import { recordOnce } from "./record-once.ts";

/** Lists with debtors, by what they hold. */
export type SeenGroup =
  | Exclude<ReportGroup, "failures">
  | "pending"
  | "comparison"
  | "gone"
  | "gone_obligations"
  | "closed"
  | "calls"
  | "holds";

export interface SeenList {
  readonly group: SeenGroup;
  readonly subject?: string;
  readonly shown: number;
  /** Of a list that gets and loses people: seen in another state, it is another entry. */
  readonly state?: string;
}

/** Notes that the actor sees debtors of a list. Throws if it cannot be noted: then they must not be shown. */
export async function recordViewed(
  ctx: Ctx,
  tenantId: TenantId,
  { group, subject, shown, state = "" }: SeenList,
): Promise<void> {
  if (shown === 0) return;
  await recordOnce([nameOf(ctx, `viewed ${subject ?? tenantId} ${group} ${state}`)], () =>
    recordAudit(tenantDatabase(tenantId), ctx, "debtors_viewed", {
      tenantId,
      ...(subject === undefined ? {} : { subject }),
      details: { group },
    }),
  );
}

/**
 * Where a debtor is looked for: the page of one debtor, the palette, the list of holds, the page of a person's rights, or
 * that of who saw them.
 */
export type SearchPlace = "debtors" | "palette" | "holds" | "person" | "trail";

/** Notes that the actor looks for debtors, or gets them shown by what they type: by their keyed hashes (decision 70). */
export async function recordSearched(
  ctx: Ctx,
  tenantId: TenantId,
  at: SearchPlace,
  identifications: readonly string[],
): Promise<void> {
  if (identifications.length === 0) return;
  const country = await findCountry(tenantDatabase(tenantId), tenantId);
  const people = new Map(
    identifications.map((typed) => {
      const digest = digestOf(tenantId, country, typed);
      return [nameOf(ctx, `searched ${at} ${digest}`), digest];
    }),
  );
  await recordOnce([...people.keys()], (fresh) => {
    const person = fresh.map((name) => people.get(name)).join(" ");
    return recordAudit(tenantDatabase(tenantId), ctx, "debtor_searched", { tenantId, details: { at, person } });
  });
}

/** Another session, or the same one from another address, is another entry. */
function nameOf({ actor, address }: Ctx, what: string): string {
  return `${actor?.sessionId} ${address} ${what}`;
}

/** As a hold of the person would have it, however the identification is typed. */
function digestOf(tenantId: TenantId, country: string, typed: string): string {
  return personDigest(tenantId, readIdentification(typed, country)?.key ?? holdKey(typed, country));
}
