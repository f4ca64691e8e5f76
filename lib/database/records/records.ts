import {
  type Evidence,
  isKept,
  type Outcome,
  type OutcomeKind,
  type RecordState,
} from "#lib/domain/outcome/outcome.ts";
import { recordGroups, toldOf, toldReason } from "#lib/domain/outcome/record-state.ts";
import type { UploadState } from "#lib/domain/outcome/upload-state.ts";
import type { Change } from "#lib/domain/portfolio/comparison/comparison.ts";
import type { RecordView } from "#lib/domain/views/record-view.ts";
import type { Transaction } from "../client.ts";
import { correctable, selectOutOfReach } from "../retries/missing-debtors.ts";
import { selectWithoutBalance } from "../uploads/upload-mapping.ts";
import { findStillHeld } from "./held-records.ts";
import { selectSameSince } from "./same-since.ts";
import { countTwice, selectTwice } from "./twice.ts";

const viewColumns = {
  uploadId: true,
  ordinal: true,
  identification: true,
  lines: true,
  obligations: true,
  balance: true,
  state: true,
  evidence: true,
  reason: true,
  remoteText: true,
  settledAt: true,
  retriedInId: true,
  retriedAs: true,
  acceptedLater: true,
  change: true,
  sameSinceId: true,
  statedBy: true,
  note: true,
  upload: { select: { fileName: true, closesOutId: true, confirmedAt: true, state: true } },
} as const;

/** Debtors of an upload of one kind, optionally of one {@link RejectionGroup.key}; or those who may be `twice` in the CRM. */
export interface RecordScope {
  readonly tenantId: string;
  readonly uploadId: string;
  readonly group: OutcomeKind | "twice";
  readonly rejectionKey: string | null;
}

/** In the order they were sent, after `after` (an ordinal). */
export async function selectRecords(
  db: Transaction,
  { rejectionKey, group, ...scope }: RecordScope,
  after: number,
  limit: number,
): Promise<RecordView[]> {
  const records = await db.record.findMany({
    where: {
      ...scope,
      ...(group === "twice"
        ? { ordinal: { in: await selectTwice(db, scope, after, limit) } }
        : { ...isOfKind(group), ordinal: { gt: after } }),
      ...(rejectionKey === null ? {} : { rejectionKey }),
    },
    orderBy: { ordinal: "asc" },
    take: limit,
    select: viewColumns,
  });
  const views = await viewsOf(db, [scope.tenantId], records);
  const failed = recordGroups.failed.some((state) => state === group);
  if (group === "twice" || !failed || records.length === 0) return views;
  const ordinals = records.map(({ ordinal }) => ordinal);
  const those = { kinds: [group], ordinals, rejectionKey, most: ordinals.length };
  const places = await selectOutOfReach(
    db,
    scope.tenantId,
    scope.uploadId,
    correctable(scope.tenantId, scope.uploadId, those),
  );
  return views.map((view) => (places.get(view.ordinal) === "later" ? { ...view, isSentLater: true } : view));
}

/** With the state, of which an index has the unchanged ones by their change. */
function isOfKind(kind: OutcomeKind) {
  if (!isKept(kind)) return { state: kind };
  return { state: "unchanged", change: kind === "volatile" ? kind : "same" } as const;
}

/** One debtor of an upload; null if it has none of this ordinal. */
export async function findRecord(
  db: Transaction,
  { tenantId, uploadId }: { readonly tenantId: string; readonly uploadId: string },
  ordinal: number,
): Promise<RecordView | null> {
  const records = await db.record.findMany({ where: { tenantId, uploadId, ordinal }, select: viewColumns });
  const [view = null] = await viewsOf(db, [tenantId], records);
  return view;
}

/** One debtor's records in the latest uploads of a tenant, youngest upload first, as {@link toldOf} tells them. */
export async function selectRecordsOfDebtor(
  db: Transaction,
  tenantId: string,
  identification: string,
  limit: number,
): Promise<RecordView[]> {
  const records = await db.record.findMany({
    where: { tenantId, identification, upload: { stagedAt: { not: null } } },
    orderBy: { uploadId: "desc" },
    take: limit,
    select: viewColumns,
  });
  const told = records.map((record) => ({ ...record, ...toldOf(record, record.upload) }));
  return viewsOf(db, [tenantId], told);
}

async function viewsOf(
  db: Transaction,
  tenantIds: readonly string[],
  records: readonly RecordRow[],
): Promise<RecordView[]> {
  const retries = await selectRetries(db, tenantIds, [
    ...new Set(records.flatMap(({ retriedInId }) => retriedInId ?? [])),
  ]);
  const states = await selectStatesThere(db, tenantIds, records);
  const isZero = new Set(records.flatMap(({ uploadId, balance }) => (Number(balance) === 0 ? [uploadId] : [])));
  const withoutBalance = await selectWithoutBalance(db, tenantIds, [...isZero]);
  const sources = await selectSameSince(db, tenantIds, records);
  const held = await findStillHeld(db, tenantIds, records);
  return records.map(({ upload, balance, settledAt, change, sameSinceId, retriedAs, ...record }, at) => ({
    ...record,
    // A close-out has no file: its lines are obligations counted (decision 52).
    ...(upload.closesOutId === null ? {} : { lines: [] }),
    ...(record.state === "unchanged" ? sources.get(sameSinceId) : {}),
    ...(record.state === "unchanged" && change === "volatile" ? { isVolatile: true } : {}),
    ...retries.get(record.retriedInId),
    ...states.get(at),
    ...(held.has(at) ? { isHeld: true } : {}),
    ...(retriedAs === null ? {} : { wentAsAnother: true }),
    ...(withoutBalance.has(record.uploadId) ? { hasNoBalance: true } : {}),
    // Ids are in the order of creation, and an upload that sends a debtor again is created after the debtor's
    // own; a smaller id means that the debtor was given back.
    ...(record.retriedInId !== null && record.retriedInId < record.uploadId ? { isBack: true } : {}),
    reason: toldReason(record.reason, upload),
    fileName: upload.fileName,
    balance: balance.toFixed(2),
    settledAt: settledAt?.toISOString() ?? null,
  }));
}

type RetryOfRecord = Pick<RecordView, "isInCorrection" | "isInDiscarded">;

/** What kind of upload sends the debtors again, by upload id. */
async function selectRetries(
  db: Transaction,
  tenantIds: readonly string[],
  ids: readonly string[],
): Promise<ReadonlyMap<string | null, RetryOfRecord>> {
  if (ids.length === 0) return new Map();
  const retries = await db.$queryRaw<(RetryOfRecord & { readonly id: string })[]>`
    SELECT id, correction IS NOT NULL AS "isInCorrection", state = 'cancelled' AND "confirmedAt" IS NULL AS "isInDiscarded"
    FROM "Upload" WHERE "tenantId" = ANY(${[...tenantIds]}::uuid[]) AND id = ANY(${[...ids]}::uuid[])`;
  return new Map(retries.map(({ id, ...retry }) => [id, retry]));
}

/**
 * States of debtors in the uploads that send them again, by index in `records`; a debtor not found there has
 * no entry.
 */
async function selectStatesThere(
  db: Transaction,
  tenantIds: readonly string[],
  records: readonly RecordRow[],
): Promise<ReadonlyMap<number, Pick<RecordView, "retriedState">>> {
  const moved = records.flatMap(({ retriedInId, retriedAs, identification }, at) =>
    retriedInId === null ? [] : [{ at, id: retriedInId, identification: retriedAs ?? identification }],
  );
  if (moved.length === 0) return new Map();
  const found = await db.$queryRaw<{ readonly at: number; readonly state: RecordState }[]>`
    SELECT m.at::int AS at, n.state::text AS state
    FROM unnest(${moved.map(({ at }) => at)}::int[], ${moved.map(({ id }) => id)}::uuid[], ${moved.map((one) => one.identification)}::text[])
      AS m(at, id, identification)
    JOIN "Record" n ON n."tenantId" = ANY(${[...tenantIds]}::uuid[]) AND n.identification = m.identification AND n."uploadId" = m.id`;
  return new Map(found.map(({ at, state }) => [at, { retriedState: state }]));
}

interface RecordRow extends Omit<RecordView, "fileName" | "balance" | "settledAt" | "retriedInId" | "sameSince"> {
  readonly change: Change | null;
  readonly sameSinceId: string | null;
  readonly retriedInId: string | null;
  readonly retriedAs: string | null;
  readonly upload: {
    readonly fileName: string;
    readonly closesOutId: string | null;
    readonly confirmedAt: Date | null;
    readonly state: UploadState;
  };
  readonly balance: { toFixed(places: number): string };
  readonly settledAt: Date | null;
}

/** A debtor as a report needs it. `source` (its cells) is null once it is accepted or erased. */
export interface ReportedRecord {
  readonly ordinal: number;
  readonly identification: string;
  readonly lines: readonly number[];
  readonly state: RecordState;
  readonly change: Change | null;
  readonly evidence: Evidence | null;
  readonly reason: string | null;
  readonly remoteText: string | null;
  readonly faultColumn: number | null;
  readonly source: string | null;
  readonly upload: { readonly confirmedAt: Date | null };
}

export interface ReportScope {
  readonly tenantId: string;
  readonly uploadId: string;
  readonly kinds: readonly OutcomeKind[];
  /** null: all of them. */
  readonly ordinals: readonly number[] | null;
  /** Only those of one {@link RejectionGroup.key}; null: of any. */
  readonly rejectionKey: string | null;
  /** Without those that a later upload brought in or that are erased. */
  readonly isOpen: boolean;
  /** Only those who may be twice in the CRM. */
  readonly isTwice: boolean;
}

/** A slice of a report, in order, after `after` (an ordinal). */
export async function selectReportedRecords(
  db: Transaction,
  given: ReportScope,
  after: number,
  limit: number,
): Promise<ReportedRecord[]> {
  const { tenantId, uploadId } = given;
  const scope = given.isTwice ? { ...given, ordinals: await selectTwice(db, given, after, limit) } : given;
  return db.record.findMany({
    where: { AND: [{ tenantId, uploadId, ordinal: { gt: after } }, ...chosen(scope)] },
    orderBy: { ordinal: "asc" },
    take: limit,
    select: {
      ordinal: true,
      identification: true,
      lines: true,
      state: true,
      change: true,
      evidence: true,
      reason: true,
      remoteText: true,
      faultColumn: true,
      source: true,
      upload: { select: { confirmedAt: true } },
    },
  });
}

/** How many {@link selectReportedRecords} gives in all. */
export async function countReportedRecords(db: Transaction, scope: ReportScope): Promise<number> {
  const { tenantId, uploadId } = scope;
  if (scope.isTwice) return (await countTwice(db, scope, { limit: null })).debtors;
  return db.record.count({ where: { AND: [{ tenantId, uploadId }, ...chosen(scope)] } });
}

function chosen({ kinds, ordinals, rejectionKey, isOpen }: ReportScope) {
  const [only] = kinds;
  return [
    // Reports are of one kind, or of several that are states.
    kinds.length === 1 && only !== undefined
      ? isOfKind(only)
      : { state: { in: kinds.flatMap((kind) => (isKept(kind) ? [] : [kind])) } },
    ...(ordinals === null ? [] : [{ ordinal: { in: [...ordinals] } }]),
    ...(rejectionKey === null ? [] : [{ rejectionKey }]),
    ...(isOpen ? [{ acceptedLater: false, source: { not: null } }] : []),
  ];
}

/** What is known of one debtor of a batch after a call. */
export interface RecordOutcome {
  readonly identification: string;
  readonly state: Outcome;
  readonly evidence: Evidence | null;
  readonly reason: string | null;
  readonly remoteText: string | null;
}
