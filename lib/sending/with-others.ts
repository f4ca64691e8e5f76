import type { BatchRecord, ClaimedBatch } from "#lib/database/batches/batches.ts";
import { tenantDatabase } from "#lib/database/client.ts";
import { selectBackInFile } from "#lib/database/close-outs/back-in-file.ts";
import type { RecordOutcome } from "#lib/database/records/records.ts";
import { selectElsewhere, selectSentAllTheSame } from "#lib/database/snapshots/obligations-elsewhere.ts";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { defaultBatchLimits, envelopeBytes } from "#lib/domain/debtors/batch-debtors.ts";
import type { ObligationsBehaviour } from "#lib/domain/outcome/obligations-behaviour.ts";
import type { Outcome } from "#lib/domain/outcome/outcome.ts";
import type { RunReason } from "#lib/domain/outcome/run-reasons.ts";
import { addObligations } from "#lib/domain/portfolio/add-obligations.ts";
import type { Settlement } from "./settlement-of.ts";

/** A claimed batch as its call carries it. */
export interface Outgoing {
  /** The debtors that are sent, with the payloads that are sent. */
  readonly sent: readonly BatchRecord[];
  /** Those that are not, as they are settled with the others. */
  readonly withheld: readonly RecordOutcome[];
}

interface Run {
  readonly tenantId: TenantId;
  readonly uploadId: string;
  readonly obligations: ObligationsBehaviour;
  readonly isCloseOut: boolean;
}

/**
 * What a claimed batch sends: nobody whom the tenant keeps out of every load (decision 70), and a close-out nobody whom
 * a file has that was confirmed behind it (decision 52). To a CRM that removes obligations which a load does not name,
 * each debtor goes with those of the tenant's other portfolios; whose are not known waits for a person (decision 47). To
 * any other CRM the others go byte for byte as they were staged.
 */
export async function withOthers(run: Run, batch: ClaimedBatch): Promise<Outgoing> {
  const { tenantId, uploadId, obligations } = run;
  // It may have arrived when it was sent before.
  const state = batch.resends > 0 ? "unconfirmed" : "not_sent";
  const held = new Set(batch.held);
  const namesOf = (records: readonly BatchRecord[]) => records.map(({ identification }) => identification);
  const notHeld = held.size === 0 ? batch.sent : batch.sent.filter(({ identification }) => !held.has(identification));
  const back = run.isCloseOut
    ? await selectBackInFile(tenantDatabase(tenantId), tenantId, uploadId, namesOf(notHeld))
    : new Set<string>();
  const free = back.size === 0 ? notHeld : notHeld.filter(({ identification }) => !back.has(identification));
  const withheld = [
    ...batch.held.map((identification) => outcomeOf(identification, state, "held")),
    ...[...back].map((identification) => outcomeOf(identification, state, "back_in_file")),
  ];
  if (obligations !== "replaces") return { sent: free, withheld };
  const identifications = namesOf(free);
  const elsewhere = Map.groupBy(
    await selectElsewhere(tenantDatabase(tenantId), tenantId, uploadId, identifications),
    ({ identification }) => identification,
  );
  const unknown = [...elsewhere].flatMap(([identification, rows]) => (rows.every(isKnown) ? [] : [identification]));
  const chosen =
    unknown.length === 0
      ? new Set()
      : await selectSentAllTheSame(tenantDatabase(tenantId), tenantId, uploadId, unknown);
  const sent: BatchRecord[] = [];
  for (const record of free) {
    const { identification, payload } = record;
    const rows = elsewhere.get(identification) ?? [];
    const whole =
      payload &&
      addObligations(
        payload,
        rows.flatMap((row) => row.payload ?? []),
      );
    if (!rows.every(isKnown) && !chosen.has(identification))
      withheld.push(outcomeOf(identification, state, "uncertain_elsewhere"));
    else if (whole !== payload && isTooBig(whole))
      withheld.push(outcomeOf(identification, state, "too_big_with_others"));
    else sent.push({ ...record, payload: whole });
  }
  return { sent, withheld };
}

function isKnown(row: { readonly isKnown: boolean }): boolean {
  return row.isKnown;
}

function isTooBig(payload: string | null): boolean {
  return payload !== null && Buffer.byteLength(payload) + envelopeBytes > defaultBatchLimits.bytes;
}

function outcomeOf(identification: string, state: Outcome, reason: RunReason): RecordOutcome {
  return { identification, state, evidence: null, reason, remoteText: null };
}

/** The settlement of the call with the debtors that it did not carry; a batch that goes back keeps them. */
export function withWithheld(settlement: Settlement, withheld: readonly RecordOutcome[]): Settlement {
  if (withheld.length === 0 || settlement.state === "pending") return settlement;
  const isOpen = settlement.state === "settled" && withheld.some(({ state }) => state === "unconfirmed");
  const outcomes = [...settlement.outcomes, ...withheld];
  return { ...settlement, outcomes, state: isOpen ? "unconfirmed" : settlement.state };
}

/** The settlement of a batch of which nothing was sent. */
export const nothingSent: Settlement = {
  state: "settled",
  outcomes: [],
  delaySeconds: 0,
  waitReason: null,
  stop: null,
};
