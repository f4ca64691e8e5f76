import type { ObligationsBehaviour } from "#lib/domain/outcome/obligations-behaviour.ts";
import type { RepeatBehaviour } from "#lib/domain/outcome/repeat-behaviour.ts";
import type { AdminTenantView } from "#lib/domain/views/tenant-view.ts";

/** A tenant as its form holds it: what was typed, not yet checked. An empty token keeps the stored one. */
export interface TenantDraft {
  readonly name: string;
  readonly operation: string;
  readonly server: string;
  readonly token: string;
  readonly batchSize: string;
  readonly callsAtOnce: string;
  readonly country: string;
  readonly currency: string;
  readonly repeatBehaviour: RepeatBehaviour;
  readonly obligations: ObligationsBehaviour;
  readonly timeZone: string;
  readonly retentionDays: string;
  readonly masksDebtors: boolean;
}

export const emptyTenantDraft: TenantDraft = {
  name: "",
  operation: "",
  server: "",
  token: "",
  batchSize: "100",
  callsAtOnce: "1",
  country: "CO",
  currency: "COP",
  repeatBehaviour: "unknown",
  obligations: "unknown",
  timeZone: "America/Bogota",
  retentionDays: "90",
  masksDebtors: false,
};

export function draftOf(tenant: AdminTenantView): TenantDraft {
  return {
    name: tenant.name,
    operation: tenant.operation,
    server: tenant.server,
    token: "",
    batchSize: String(tenant.batchSize),
    callsAtOnce: String(tenant.callsAtOnce),
    country: tenant.country,
    currency: tenant.currency,
    repeatBehaviour: tenant.repeatBehaviour,
    obligations: tenant.obligations,
    timeZone: tenant.timeZone,
    retentionDays: String(tenant.retentionDays),
    masksDebtors: tenant.masksDebtors,
  };
}

/**
 * The draft as input of the use cases: numbers as numbers (they refuse what is none), no token if none was typed.
 */
export function settingsOf(draft: TenantDraft) {
  return {
    name: draft.name,
    operation: draft.operation,
    server: draft.server,
    country: draft.country.trim().toUpperCase(),
    currency: draft.currency.trim().toUpperCase(),
    repeatBehaviour: draft.repeatBehaviour,
    obligations: draft.obligations,
    timeZone: draft.timeZone,
    batchSize: wholeNumber(draft.batchSize),
    callsAtOnce: wholeNumber(draft.callsAtOnce),
    retentionDays: wholeNumber(draft.retentionDays),
    masksDebtors: draft.masksDebtors,
  };
}

function wholeNumber(text: string): number {
  return /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
}
