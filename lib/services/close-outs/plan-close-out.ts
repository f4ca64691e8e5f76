import { type Transaction, tenantDatabase } from "#lib/database/client.ts";
import {
  type ClosingLoad,
  countGone,
  findClosingLoad,
  findLastSince,
  findOpenCloseOut,
  type GoneCounts,
} from "#lib/database/close-outs/close-outs.ts";
import { odditiesOf } from "#lib/database/portfolios/drift-states.ts";
import { type Ask, askThrough } from "#lib/database/portfolios/load-measures.ts";
import { selectCustomFields } from "#lib/database/tenants/custom-fields.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import {
  type CloseOutMarker,
  type CloseOutRefusal,
  type FileFacts,
  refusalsOfCloseOut,
} from "#lib/domain/portfolio/close-out.ts";
import { portfolioThresholdsOf } from "#lib/domain/portfolio/portfolio-thresholds.ts";
import type { CloseOutPlan } from "#lib/domain/views/close-out-view.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";
import { withShownNames } from "../masking/masking-of.ts";

/**
 * What a close-out by a confirmed load would send, whom it would not touch, and every reason why it is not offered
 * (decision 52). `not_found` for an upload that was not compared.
 */
export async function planCloseOut(ctx: Ctx, input: { uploadId: string }): Promise<CloseOutPlan> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const scope = { tenantId, uploadId: input.uploadId };
  const ask = askThrough(tenantDatabase(tenantId));
  const openId = await findOpenCloseOut(ask, scope);
  const { load, counts, marker, refusals, typed } = await judgeCloseOut(ask, tenantDatabase(tenantId), scope, openId);
  return withShownNames(tenantId, {
    uploadId: input.uploadId,
    fileName: load.fileName,
    confirmedAt: load.confirmedAt?.toISOString() ?? null,
    currency: load.currency,
    portfolio: { id: load.portfolioId, name: load.portfolioName },
    ...counts,
    marker,
    refusals,
    typed,
    openId,
  });
}

export interface JudgedCloseOut {
  readonly load: ClosingLoad;
  readonly fields: readonly Field[];
  readonly marker: CloseOutMarker | null;
  readonly counts: Omit<GoneCounts, "closable">;
  readonly refusals: readonly CloseOutRefusal[];
  /** As in CloseOutPlan. */
  readonly typed: number | null;
}

/** The same for use cases that have already authorised. `ask` sees what the caller's transaction sees. */
export async function judgeCloseOut(
  ask: Ask,
  db: Transaction,
  scope: { readonly tenantId: TenantId; readonly uploadId: string },
  openId: string | null,
): Promise<JudgedCloseOut> {
  const { tenantId } = scope;
  const load = await findClosingLoad(ask, scope);
  if (load === null) throw new AppError("not_found");
  const fields = fieldsOf(await selectCustomFields(db, tenantId));
  const marker = markerOf(load, fields);
  const { closable, ...counts } = await countGone(ask, scope, openId);
  const debtors = counts.gone.debtors + counts.staying.debtors;
  return {
    load,
    fields,
    marker,
    counts,
    refusals: refusalsOf(load, await findLastSince(ask, tenantId, load), fields, closable),
    typed: debtors > portfolioThresholdsOf(load.thresholds).closeOutDebtors ? debtors : null,
  };
}

/** Why a close-out by this load, which would send so many debtors, is not offered. `last`: see {@link findLastSince}. */
export function refusalsOf(
  load: ClosingLoad,
  last: ClosingLoad | null,
  fields: readonly Field[],
  debtors: number,
): CloseOutRefusal[] {
  return refusalsOfCloseOut({
    repeatBehaviour: load.repeatBehaviour,
    isConfirmed: load.isConfirmed,
    isWhole: load.isWhole,
    stagedDebtors: load.stagedDebtors,
    ...factsOf(load),
    last: last === null ? null : factsOf(last),
    isExplained: load.isExplained,
    marker: markerOf(load, fields),
    debtors,
  });
}

function factsOf({ figures, oddities }: ClosingLoad): FileFacts {
  return { figures, oddities: odditiesOf(oddities ?? []) };
}

/** Null if nothing marks an obligation, or its field is not one of the tenant's obligations any more. */
function markerOf(load: ClosingLoad, fields: readonly Field[]): CloseOutMarker | null {
  const { closeOutBalance: balance, closeOutFieldId: fieldId, closeOutValue: value } = load;
  if (fieldId === null || value === null) return balance ? { balance, field: null } : null;
  const field = fields.find(({ id, level }) => id === fieldId && level === "obligation");
  return field === undefined ? null : { balance, field: { apiKey: field.apiKey, value } };
}
