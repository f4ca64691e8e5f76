import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import { tenantDatabase } from "#lib/database/client.ts";
import {
  completeCloseOut,
  findOpenCloseOut,
  insertCloseOut,
  type LoadScope,
  lockClosingLoad,
  readClosable,
} from "#lib/database/close-outs/close-outs.ts";
import { insertAuditEntryPlainly } from "#lib/database/operations/audit-entries.ts";
import { type BulkClient, withStagingTransaction } from "#lib/database/pool.ts";
import { askPlainly } from "#lib/database/portfolios/load-measures.ts";
import { StagedWriter } from "#lib/database/staging/staged-writer.ts";
import { findTenantDefaults } from "#lib/database/tenants/tenants.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { defaultBatchLimits } from "#lib/domain/debtors/batch-debtors.ts";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { type CloseOutMarker, closedDebtor } from "#lib/domain/portfolio/close-out.ts";
import { sourceLine } from "#lib/domain/table/source-line.ts";
import { storable } from "#lib/domain/table/storable-text.ts";
import { PayloadDigester } from "#lib/staging/payload-digester.ts";
import { authoriseActor, authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { auditedBy } from "../record-audit.ts";
import { type JudgedCloseOut, judgeCloseOut } from "./plan-close-out.ts";

const wordSchema = z.string().transform(storable).pipe(z.string().trim().min(1).max(255));
const inputSchema = z.object({
  /** How many debtors the page said that it sends; needed where the plan asks for it. */
  typedCount: z.number().int().min(0).optional(),
  /** In the language of whoever makes it: its name, and the headers of its reports (identification, name, obligation, balance). */
  fileName: wordSchema,
  headers: z.array(wordSchema).length(4),
});
export type CloseOutInput = z.input<typeof inputSchema> & { readonly uploadId: string };

/**
 * Makes an upload, staged and to be confirmed like any other, that closes who is gone by a confirmed load (decision
 * 52); in one transaction, so that there is all of it or nothing. Of several requests at once one makes it and the
 * others get it as their answer. `close_out_refused {reasons}`: see {@link planCloseOut}. `invalid` (typedCount) if
 * the number is to be typed and is not the one that would be sent now.
 */
export async function closeOut(ctx: Ctx, input: CloseOutInput): Promise<{ uploadId: string }> {
  const tenantId = await authoriseUpload(ctx, "uploads.load", input.uploadId);
  const { userId } = authoriseActor(ctx, "uploads.load");
  const { typedCount, fileName, headers } = parseInput(inputSchema, input);
  const scope = { tenantId, uploadId: input.uploadId };
  const { batchSize, country, currency } = await findTenantDefaults(tenantDatabase(tenantId), tenantId);
  return withStagingTransaction(tenantId, async (client) => {
    await lockClosingLoad(client, scope);
    const ask = askPlainly(client);
    const open = await findOpenCloseOut(ask, scope);
    if (open !== null) return { uploadId: open };
    const judged = await judgeCloseOut(ask, tenantDatabase(tenantId), scope, null);
    if (judged.refusals.length > 0 || judged.marker === null)
      throw new AppError("close_out_refused", { reasons: judged.refusals });
    if (judged.typed !== null && judged.typed !== typedCount)
      throw new AppError("invalid", { fields: ["typedCount"], problems: ["typedCount:differs"] });
    const closeOutId = await insertCloseOut(client, scope, {
      ...{ createdById: userId, fileName, headers, mapping: closeOutMapping, fields: judged.fields },
      ...{ country, currency, batchSize },
    });
    const batchCount = await stageClosable(client, scope, closeOutId, { ...judged, marker: judged.marker, batchSize });
    const { debtors, obligations, balance } = await completeCloseOut(client, tenantId, closeOutId, batchCount);
    await insertAuditEntryPlainly(client, {
      ...auditedBy(ctx),
      ...{ tenantId, action: "close_out_made", subject: closeOutId },
      details: { debtors, obligations, balance, ofId: input.uploadId },
    });
    return { uploadId: closeOutId };
  });
}

/** What the columns of its reports are; its rows are never read. */
const closeOutMapping: Mapping = mappingSchema.parse({
  columns: ["debtor.Identification", "debtor.Name", "obligation.id", "obligation.total_balance"].map((field) => ({
    state: "field",
    field,
  })),
});

interface Closing extends Pick<JudgedCloseOut, "load" | "fields"> {
  readonly marker: CloseOutMarker;
  readonly batchSize: number;
}

/** Writes a record a debtor, in batches as staging cuts them; returns how many batches. */
async function stageClosable(
  client: BulkClient,
  scope: LoadScope,
  closeOutId: string,
  { load, fields, marker, batchSize }: Closing,
): Promise<number> {
  const digester = new PayloadDigester(load.volatileFields, fields);
  await using writer = new StagedWriter(client, scope.tenantId, closeOutId, {
    limits: { ...defaultBatchLimits, debtors: batchSize },
    rowCount: 0,
    unsent: { same: false, volatile: false },
  });
  let line = 1;
  for await (const debtors of readClosable(client, scope)) {
    for (const { identification, isStaying, payload, gone } of debtors) {
      const closed = closedDebtor(payload, isStaying ? gone : null, marker);
      const sources = closed.closed.map(({ id, balance }) => ({
        ...{ line: ++line, kinds: null },
        cells: [identification, closed.name, id, balance ?? ""],
      }));
      const lines = sources.map((source) => source.line);
      writer.addDebtor(
        {
          ...{ identification, rows: lines.map((each) => each - 2), lines, payload: closed.payload },
          ...{ obligationCount: closed.obligations, balanceCents: closed.balanceCents },
        },
        sources.map((source) => encoder.encode(sourceLine(source))),
        { ...digester.digestsOf(closed.payload), change: isStaying ? "changed" : null, sameSinceId: null },
      );
    }
    if (writer.isFull) await writer.flush();
    // The next debtors come over the same connection.
    await writer.written();
    await setImmediate();
  }
  await writer.end();
  return writer.batchCount;
}

const encoder = new TextEncoder();
