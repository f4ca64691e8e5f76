import { z } from "zod";
import { tenantDatabase } from "#lib/database/client.ts";
import { selectOpenRows } from "#lib/database/records/left-out-reasons.ts";
import { selectLeftOutRows } from "#lib/database/records/left-out-rows.ts";
import { type ReportedRecord, selectReportedRecords } from "#lib/database/records/records.ts";
import { selectSetAsideRows } from "#lib/database/records/set-aside-rows.ts";
import { correctable, selectOutOfReach } from "#lib/database/retries/missing-debtors.ts";
import { findReportHead } from "#lib/database/uploads/uploads.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { columnContents } from "#lib/domain/mapping/columns/column-contents.ts";
import { kindOf, type OutcomeKind } from "#lib/domain/outcome/outcome.ts";
import { recordGroups, toldReason } from "#lib/domain/outcome/record-state.ts";
import { isDiscardedLoad } from "#lib/domain/outcome/upload-state.ts";
import { parseSourceLine } from "#lib/domain/table/source-line.ts";
import { isReasonLeftOut } from "#lib/domain/validation/leave-out.ts";
import { type LeftOutReason, readLeftOutKey } from "#lib/domain/validation/left-out-reason.ts";
import { type Report, type ReportGroup, type ReportRow, reportGroups } from "#lib/domain/views/report.ts";
import { derivationOf } from "#lib/staging/derivation-of.ts";
import { authorise, authoriseUpload } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";
import { withShownNames } from "../masking/masking-of.ts";
import { countSchema } from "../number-input.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { renewed } from "../sessions/current-actor.ts";
import { countReported } from "./count-reported.ts";

const inputSchema = z.object({
  uploadId: z.string(),
  group: z.enum(reportGroups),
  /** Ordinals of debtors of the group, and then no left-out rows; without it, the whole group. */
  ordinals: z.array(countSchema).min(1).max(10_000).optional(),
  /** Only rejected debtors of one group of `groupRejections`, and then no left-out rows. */
  rejectionKey: z.guid().optional(),
  /**
   * Only what a correction can still send, so nobody who was accepted since, is held or erased, or whom another upload
   * carries, no repetitions of debtors that were sent, and nothing of a close-out, which has no rows, or of a discarded load; `nothing_to_send` if
   * that is nobody.
   */
  toCorrect: z.boolean().default(false),
  /** Only rows left out for a reason (`leftOutKey`, as groupLeftOut groups them), what can still be corrected of them, and then no debtors that were sent. */
  leftOutKey: z
    .string()
    .transform(readLeftOutKey)
    .refine((reason) => reason !== null, "reason")
    .optional(),
});
export type ExportRowsInput = z.input<typeof inputSchema>;

const kindsOf: Readonly<Record<ReportGroup, readonly OutcomeKind[]>> = {
  accepted: ["accepted"],
  unchanged: ["unchanged"],
  volatile: ["volatile"],
  rejected: ["rejected"],
  unconfirmed: ["unconfirmed"],
  not_sent: ["not_sent"],
  left_out: [],
  set_aside: [],
  twice: recordGroups.mayBeIn,
  failures: recordGroups.failed,
};

const nobody: ReadonlyMap<number, unknown> = new Map();

/** Of more failures those after them are opened unseen: the page holds them back with what they are. */
const mostLookedAt = 100_000;

/** Rows per query: the report is streamed, so a million rows need the memory of these only. */
const sliceRows = 2_000;

/**
 * One group of an upload with its original cells, as a stream of rows: first the left-out rows, then the
 * debtors in the order sent. A download may take long, so before each slice session and tenant are checked
 * again; the stream breaks off if either is gone. `erased` if those cells are no longer kept; accepted
 * debtors never have any, so their report stays available. Unchanged ones have
 * none either, soon after the upload is over.
 */
export async function exportRows(ctx: Ctx, input: ExportRowsInput): Promise<Report> {
  const tenantId = await authoriseUpload(ctx, "debtors.download", input.uploadId);
  const {
    uploadId,
    group,
    ordinals = null,
    rejectionKey = null,
    toCorrect,
    leftOutKey: leftOutReason = null,
  } = parseInput(inputSchema, input);
  const db = tenantDatabase(tenantId);
  const head = await findReportHead(db, tenantId, uploadId);
  if (head === null) throw new AppError("not_found");
  const { erasedAt, fileName, headers } = head;
  const isDraft = isDiscardedLoad({ ...head, confirmedAt: head.confirmedAt?.toISOString() ?? null });
  if (toCorrect && (head.closesOutId !== null || isDraft)) throw new AppError("nothing_to_send");
  if (erasedAt !== null && group !== "accepted" && group !== "twice") throw new AppError("erased");
  const part = partOf({ group, ordinals, rejectionKey, leftOutReason });
  const openRows =
    part.leftOut && (toCorrect || leftOutReason !== null)
      ? await selectOpenRows(db, tenantId, uploadId, leftOutReason)
      : null;
  const away =
    toCorrect && part.kinds.length > 0
      ? await selectOutOfReach(
          db,
          tenantId,
          uploadId,
          correctable(tenantId, uploadId, { kinds: part.kinds, ordinals, rejectionKey, most: mostLookedAt }),
        )
      : nobody;
  const isTwice = group === "twice";
  const wanted = { uploadId, ...part, ordinals, rejectionKey, isOpen: toCorrect, isTwice, away, openRows };
  const counts = await countReported(db, head, { tenantId, ...wanted });
  if (toCorrect && Object.values(counts).every((count) => count === 0)) throw new AppError("nothing_to_send");
  await recordAudit(db, ctx, "report_downloaded", {
    ...{ tenantId, subject: uploadId },
    details: { group, ...counts },
  });
  const { mapping, fields } = derivationOf(head);
  const columns = columnContents(mapping, fields);
  const mayGoOn = async () => authorise(await renewed(ctx), "debtors.download", tenantId);
  const rows = reportRows({ mayGoOn, ...wanted });
  // A file that is opened to be corrected keeps its name.
  const names = toCorrect ? { fileName } : await withShownNames(tenantId, { fileName });
  return { ...names, headers, columns, uploadId, group, rows };
}

/** Which kinds of rows a report has, by what is asked for together. */
interface ReportPart {
  /** Debtors of these kinds. */
  readonly kinds: readonly OutcomeKind[];
  readonly leftOut: boolean;
  readonly setAside: boolean;
}

function partOf({
  group,
  ordinals,
  rejectionKey,
  leftOutReason,
}: Pick<Wanted, "ordinals" | "rejectionKey"> & {
  readonly group: ReportGroup;
  readonly leftOutReason: LeftOutReason | null;
}): ReportPart {
  const isOfSomeSent = ordinals !== null || rejectionKey !== null;
  // Only rejected debtors have a key, and with their state the index by key answers.
  const kinds = rejectionKey === null ? kindsOf[group] : kindsOf[group].filter((kind) => kind === "rejected");
  return {
    kinds: leftOutReason === null ? kinds : [],
    leftOut: !isOfSomeSent && (group === "left_out" || group === "failures"),
    setAside: !isOfSomeSent && leftOutReason === null && group === "set_aside",
  };
}

interface Wanted extends ReportPart {
  /** Called before each slice; the only way to get the tenant's id. */
  readonly mayGoOn: () => Promise<TenantId>;
  readonly uploadId: string;
  readonly ordinals: readonly number[] | null;
  readonly rejectionKey: string | null;
  /** Only what can still be corrected. */
  readonly isOpen: boolean;
  /** Only debtors who may be twice in the CRM. */
  readonly isTwice: boolean;
  /** Ordinals of debtors that it leaves away, because a correction cannot send them. */
  readonly away: ReadonlyMap<number, unknown>;
  /** The left-out rows of the report, in file order; null for all of them. */
  readonly openRows: readonly number[] | null;
}

async function* reportRows(wanted: Wanted): AsyncGenerator<ReportRow> {
  const { mayGoOn, uploadId, kinds, leftOut, setAside, ordinals, rejectionKey, isOpen, isTwice, away } = wanted;
  if (leftOut) yield* leftOutRows(wanted);
  if (setAside) yield* setAsideRows(wanted);
  for (let after = -1; kinds.length > 0; ) {
    const tenantId = await mayGoOn();
    const scope = { tenantId, uploadId, kinds, ordinals, rejectionKey, isOpen, isTwice };
    const records = await selectReportedRecords(tenantDatabase(tenantId), scope, after, sliceRows);
    for (const record of records) if (!away.has(record.ordinal)) yield* rowsOfRecord(record);
    const last = records.at(-1);
    if (last === undefined || records.length < sliceRows) return;
    after = last.ordinal;
  }
}

async function* leftOutRows({ mayGoOn, uploadId, openRows }: Wanted): AsyncGenerator<ReportRow> {
  for (let after = -1, done = 0; ; done += sliceRows) {
    const tenantId = await mayGoOn();
    const only = openRows?.slice(done, done + sliceRows) ?? null;
    const rows = await selectLeftOutRows(tenantDatabase(tenantId), tenantId, uploadId, after, sliceRows, only);
    for (const row of rows) {
      const source = row.source === null ? null : parseSourceLine(row.source);
      yield {
        line: row.line,
        cells: source?.cells ?? [],
        kinds: source?.kinds ?? null,
        identification: row.identification,
        group: "left_out",
        evidence: null,
        reason: null,
        remoteText: null,
        faultColumn: row.issues.find((issue) => isReasonLeftOut(issue) && issue.column !== null)?.column ?? null,
        issues: row.issues,
        isSentInPart: row.isSentInPart,
      };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < sliceRows) return;
    after = last.row;
  }
}

async function* setAsideRows({ mayGoOn, uploadId }: Wanted): AsyncGenerator<ReportRow> {
  const none = { identification: null, evidence: null, remoteText: null, faultColumn: null, issues: [] };
  for (let after = -1; ; ) {
    const tenantId = await mayGoOn();
    const rows = await selectSetAsideRows(tenantDatabase(tenantId), tenantId, uploadId, after, sliceRows);
    for (const { line, reason, source } of rows) {
      const { cells = [], kinds = null } = (source === null ? null : parseSourceLine(source)) ?? {};
      yield { ...none, line, cells, kinds, group: "set_aside", reason: null, setAside: reason };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < sliceRows) return;
    after = last.row;
  }
}

function rowsOfRecord(record: ReportedRecord): ReportRow[] {
  const group = kindOf(record.state, record.change === "volatile");
  if (group === "pending") return [];
  const { identification, evidence, remoteText, faultColumn } = record;
  const reason = toldReason(record.reason, record.upload);
  const common = { identification, group, evidence, reason, remoteText, faultColumn, issues: [] };
  const sources = sourcesOf(record.source);
  // The cells of accepted and unchanged debtors are not kept; only their line numbers are.
  if (sources.length === 0) return record.lines.map((line) => ({ ...common, line, cells: [], kinds: null }));
  return sources.map(({ line, cells, kinds }) => ({ ...common, line, cells, kinds }));
}

function sourcesOf(text: string | null) {
  const lines: unknown = text === null ? [] : JSON.parse(text);
  return Array.isArray(lines) ? lines.flatMap((line) => parseSourceLine(JSON.stringify(line)) ?? []) : [];
}
