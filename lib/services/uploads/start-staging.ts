import { z } from "zod";
import { type Transaction, withTransaction } from "#lib/database/client.ts";
import { findPortfolioNamed, isPortfolioOf } from "#lib/database/portfolios/portfolios.ts";
import { findLoadOf, insertUpload, type NewUpload } from "#lib/database/staging/staging.ts";
import { selectCustomFields } from "#lib/database/tenants/custom-fields.ts";
import { findTenantDefaults } from "#lib/database/tenants/tenants.ts";
import { findUpload } from "#lib/database/uploads/uploads.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { isWholeFile } from "#lib/domain/debtors/control-counter.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { fieldsDigest } from "#lib/domain/fields/fields-digest.ts";
import { heldStamp } from "#lib/domain/holds/hold.ts";
import { checkMapping } from "#lib/domain/mapping/check-mapping.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { isDiscardedLoad, isOver } from "#lib/domain/outcome/upload-state.ts";
import { maskedFileName } from "#lib/domain/people/masked-file-name.ts";
import { declaredSchema } from "#lib/domain/portfolio/declared/declared-schema.ts";
import { isDeclared } from "#lib/domain/portfolio/declared/declared-totals.ts";
import { wholeLoad } from "#lib/domain/portfolio/load.ts";
import { loadSchema } from "#lib/domain/portfolio/load-schema.ts";
import { maxMaskedCharacters, stemOf } from "#lib/domain/portfolio/recognition/masked-name.ts";
import { statedPartOf } from "#lib/domain/portfolio/recognition/stated-part.ts";
import { listLengthsSchema } from "#lib/domain/staging/list-item.ts";
import { storable } from "#lib/domain/table/storable-text.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { wakeStagingThread } from "#lib/staging/ask-staging-thread.ts";
import { correctionSchema } from "#lib/staging/correction-under-staging.ts";
import { authorise, authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { portfolioNameSchema } from "../portfolios/portfolio-input.ts";
import { fileTitleSchema } from "../portfolios/recognise-file.ts";
import { recordAudit } from "../record-audit.ts";
import { headersSchema } from "../tenants/recall-mapping.ts";
import { mostChunks, requireStagingRoom } from "./require-staging-room.ts";

const count = z.number().int().min(0).max(2_147_483_647);
const totalsSchema = z.object({
  rows: count,
  debtors: count,
  obligations: count,
  balance: z.string().regex(/^-?\d{1,20}\.\d{2}$/, { abort: true }),
});

/**
 * Strict: a page of an older build may send properties that this one lacks and would ignore; it is refused instead.
 */
const inputSchema = z.strictObject({
  tenantId: z.string(),
  fileName: z.string().transform(storable).pipe(z.string().trim().min(1).max(255)),
  fileBytes: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  fileSha256: z.string().regex(/^[0-9a-f]{64}$/),
  headers: headersSchema,
  mapping: mappingSchema,
  /** A digest of the tenant's fields as the page knows them: there may be thousands of allowed values. */
  fieldsDigest: z.string().regex(/^[0-9a-f]{16}$/),
  rowCount: count.min(1),
  chunkCount: z.number().int().min(1),
  totals: z
    .object({ file: totalsSchema, setAside: count, leftOut: totalsSchema, staged: totalsSchema })
    .refine(isWholeFile, "does_not_add_up"),
  /** `heldStamp` of the people whom the page left out because they are held; by default nobody. */
  heldStamp: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .default(heldStamp([])),
  /** The lists that are sent before the rows. */
  lists: listLengthsSchema,
  /** The portfolio it is a load of; null: of none. A new one is created by its name when staging ends. */
  portfolioId: z.uuid().nullable().default(null),
  newPortfolio: portfolioNameSchema.nullable().default(null),
  load: loadSchema.default(wholeLoad),
  /** The title line above the header; it helps to recognise the portfolio's next file. */
  fileTitle: fileTitleSchema.default(""),
  /** The words of the file that say it is a part; words that say nothing of the kind are none. */
  statedPart: z.string().max(maxMaskedCharacters).transform(storable).default(""),
  /** The rows are from a corrected report: of which upload, and what the page was given of its debtors. */
  correction: z.strictObject({ ...correctionSchema.shape, ofId: z.uuid() }).nullish(),
  /** What the bank says that it sent, as read in the file or typed; compared before the upload is confirmed. */
  declared: declaredSchema.nullish(),
});
export type StartStagingInput = z.input<typeof inputSchema>;

/**
 * Begins an upload: stores how its rows are to be read before any arrives, and which lists come with them
 * (receivePart). Fields, country, currency and batch size are the tenant's at this moment; `fields_differ` if
 * the page had other fields. `totals`, and what a correction's page was given, are kept and compared at the
 * end. A correction is of the portfolio of the upload it corrects, whatever the input says. `correction_moved` if the corrected upload is not over, was discarded or does not exist. `too_large` if it has
 * too many rows; `too_many_open` and `throttled` if too many were begun.
 */
export async function startStaging(ctx: Ctx, input: StartStagingInput): Promise<{ uploadId: string }> {
  const actor = authoriseActor(ctx, "uploads.load");
  const tenantId = await authorise(ctx, "uploads.load", input.tenantId);
  const upload = parseInput(inputSchema, input);
  const { fieldsDigest: digest, headers, mapping, rowCount, lists, totals, correction = null, ...rest } = upload;
  const { portfolioId, newPortfolio, load, declared: said, ...file } = rest;
  requireThat(portfolioId === null || newPortfolio === null, "newPortfolio");
  requireThat(file.chunkCount <= mostChunks(rowCount), "chunkCount");
  requireThat(mapping.columns.length === headers.length, "mapping.columns");
  const { items: setAside } = lists.set_aside;
  requireThat(totals.setAside === setAside && totals.file.rows === rowCount + setAside, "totals");
  const { renumbered, renamed, added, lines } = lists;
  requireThat(correction !== null || renumbered.items + renamed.items + added.items + lines.items === 0, "lists");
  wakeStagingThread();
  return withTransaction(tenantId, async (tx) => {
    const fields = fieldsOf(await selectCustomFields(tx, tenantId));
    if (fieldsDigest(fields) !== digest) throw new AppError("fields_differ");
    const problems = checkMapping(mapping, fields, headers.length);
    if (problems.length > 0)
      throw new AppError("mapping_incomplete", { problems: problems.map((problem) => problem.code) });
    if (correction !== null && !isCorrected(await findUpload(tx, tenantId, correction.ofId)))
      throw new AppError("correction_moved");
    const defaults = await findTenantDefaults(tx, tenantId);
    await requireStagingRoom(tx, { userId: actor.userId, tenantId, rows: totals.file.rows });
    const of =
      correction === null
        ? await portfolioOf(tx, tenantId, { portfolioId, newPortfolio, load })
        : { ...(await findLoadOf(tx, tenantId, correction.ofId)), newPortfolio: null };
    const fileCutOff = mapping.cutOff === undefined || mapping.cutOff === "none" ? null : mapping.cutOff;
    const declared = said && isDeclared(said) ? { ...said, fileCutOff } : null;
    const statedPart = statedPartOf([file.statedPart, stemOf(file.fileName)])?.words ?? "";
    const told = { ...file, statedPart, headers, mapping, rowCount, lists, totals, correction, declared };
    const head = { ...told, ...of, ...defaults };
    const uploadId = await insertUpload(tx, { ...head, tenantId, fields, createdById: actor.userId });
    const details = { fileName: maskedFileName(upload.fileName), rows: rowCount };
    await recordAudit(tx, ctx, "upload_started", { tenantId, subject: uploadId, details });
    return { uploadId };
  });
}

/** A new name that the tenant has already is that portfolio. Throws `not_found` for another tenant's portfolio. */
async function portfolioOf(
  tx: Transaction,
  tenantId: string,
  of: Pick<NewUpload, "portfolioId" | "newPortfolio" | "load">,
): Promise<Pick<NewUpload, "portfolioId" | "newPortfolio" | "load">> {
  if (of.newPortfolio !== null) {
    const portfolioId = await findPortfolioNamed(tx, tenantId, of.newPortfolio);
    return portfolioId === null ? of : { ...of, portfolioId, newPortfolio: null };
  }
  if (of.portfolioId === null) return { ...of, load: wholeLoad };
  if (!(await isPortfolioOf(tx, tenantId, of.portfolioId))) throw new AppError("not_found");
  return of;
}

/** Whether an upload may be corrected: it is over, has a file, and is no discarded load. */
function isCorrected(upload: UploadView | null): boolean {
  return upload !== null && isOver(upload.state) && !isDiscardedLoad(upload) && (upload.closesOutId ?? null) === null;
}

function requireThat(isGood: boolean, field: string): void {
  if (!isGood) throw new AppError("invalid", { fields: [field], problems: [`${field}:out_of_range`] });
}
