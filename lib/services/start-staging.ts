import { z } from "zod";
import { withTransaction } from "#lib/database/client.ts";
import { selectCustomFields } from "#lib/database/custom-fields.ts";
import { insertUpload } from "#lib/database/staging.ts";
import { findTenantDefaults } from "#lib/database/tenants.ts";
import { findUpload } from "#lib/database/uploads.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { checkMapping } from "#lib/domain/mapping/check-mapping.ts";
import { cellEditSchema, mappingSchema, maxEdits } from "#lib/domain/mapping/mapping.ts";
import { isOver } from "#lib/domain/outcome/upload-state.ts";
import { carriesDebtor } from "#lib/domain/portfolio/carries-debtor.ts";
import { compileRowReader } from "#lib/domain/portfolio/compile-row-reader.ts";
import { isWholeFile } from "#lib/domain/portfolio/control-counter.ts";
import { maxSetAside, setAsideReasons } from "#lib/domain/table/set-aside.ts";
import { parseSourceLine, sourceLine } from "#lib/domain/table/source-line.ts";
import { storable } from "#lib/domain/table/storable-text.ts";
import { AppError } from "./app-error.ts";
import { authorise, authoriseActor } from "./authorise.ts";
import type { Ctx } from "./context.ts";
import { correctionSchema } from "./correction-under-staging.ts";
import { areSameFields, fieldSchema } from "./derivation-of.ts";
import { parseInput } from "./parse-input.ts";
import { headersSchema } from "./recall-mapping.ts";
import { recordAudit } from "./record-audit.ts";
import { requireStagingRoom } from "./require-staging-room.ts";

const count = z.number().int().min(0).max(2_147_483_647);
const totalsSchema = z.object({
  rows: count,
  debtors: count,
  obligations: count,
  balance: z.string().regex(/^-?\d{1,20}\.\d{2}$/, { abort: true }),
});

/** A row is judged by hand where it is one of a million; these are few. */
const setAsideRowSchema = z
  .object({
    line: count.min(1),
    cells: z.array(z.string().transform(storable)).readonly(),
    kinds: z.string().nullable(),
    reason: z.enum(setAsideReasons),
  })
  .refine((row) => parseSourceLine(sourceLine(row)) !== null, "no_row");

const inputSchema = z.object({
  tenantId: z.string(),
  fileName: z.string().transform(storable).pipe(z.string().trim().min(1).max(255)),
  fileBytes: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  fileSha256: z.string().regex(/^[0-9a-f]{64}$/),
  headers: headersSchema,
  mapping: mappingSchema,
  edits: z.array(cellEditSchema).max(maxEdits),
  fields: z.array(fieldSchema).max(2_000),
  rowCount: count.min(1),
  chunkCount: z.number().int().min(1).max(1_000_000),
  totals: z
    .object({ file: totalsSchema, setAside: count, leftOut: totalsSchema, staged: totalsSchema })
    .refine(isWholeFile, "does_not_add_up"),
  /** Rows of the file that are no data, as it has them. */
  setAside: z.array(setAsideRowSchema).max(maxSetAside).readonly().default([]),
  /** The rows are those of a corrected report: of which upload, and what the page was told of its clients. */
  correction: correctionSchema.extend({ ofId: z.uuid() }).nullish(),
});
export type StartStagingInput = z.input<typeof inputSchema>;

/**
 * Begins an upload: keeps how its rows are to be read, before any of them has come. Fields, country, currency and batch size are
 * the tenant's as they stand here; `fields_differ` when the page knew others. `totals` are kept to be compared at the end, and so is
 * what a correction's page was told; `correction_moved` where the upload it is of is not over, or not there. `too_many_open` and `throttled`
 * where too many are begun already.
 */
export async function startStaging(ctx: Ctx, input: StartStagingInput): Promise<{ uploadId: string }> {
  const actor = authoriseActor(ctx, "uploads.load");
  const tenantId = await authorise(ctx, "uploads.load", input.tenantId);
  const upload = parseInput(inputSchema, input);
  const { edits, headers, mapping, rowCount, setAside, totals, correction = null } = upload;
  requireThat(mapping.columns.length === headers.length, "mapping.columns");
  requireThat(
    edits.every((edit) => edit.row < rowCount && edit.column < headers.length),
    "edits",
  );
  requireThat(totals.setAside === setAside.length && totals.file.rows === rowCount + setAside.length, "totals");
  return withTransaction(async (tx) => {
    const fields = fieldsOf(await selectCustomFields(tx, tenantId));
    if (!areSameFields(fields, upload.fields)) throw new AppError("fields_differ");
    const problems = checkMapping(mapping, fields, headers.length);
    if (problems.length > 0)
      throw new AppError("mapping_incomplete", { problems: problems.map((problem) => problem.code) });
    if (correction !== null && !isOver((await findUpload(tx, tenantId, correction.ofId))?.state ?? "staging"))
      throw new AppError("correction_moved");
    const defaults = await findTenantDefaults(tx, tenantId);
    const read = compileRowReader({ fields, mapping, country: defaults.country });
    requireThat(!setAside.some((row) => carriesDebtor(row, read)), "setAside");
    const createdById = actor.userId;
    await requireStagingRoom(tx, createdById, tenantId);
    const uploadId = await insertUpload(tx, { ...upload, ...defaults, correction, tenantId, fields, createdById });
    const details = { fileName: upload.fileName, rows: rowCount };
    await recordAudit(tx, ctx, "upload_started", { tenantId, subject: uploadId, details });
    return { uploadId };
  });
}

function requireThat(isGood: boolean, field: string): void {
  if (!isGood) throw new AppError("invalid", { fields: [field], problems: [`${field}:out_of_range`] });
}
