import type { BulkClient } from "#lib/database/pool.ts";
import { findStoredMeasures, updateMeasures } from "#lib/database/portfolios/drift-states.ts";
import {
  type Ask,
  askPlainly,
  findMeasuredUpload,
  type MeasuredUpload,
} from "#lib/database/portfolios/load-measures.ts";
import { selectHistory } from "#lib/database/portfolios/past-loads.ts";
import { countRepeated, selectCountedParts } from "#lib/database/portfolios/set-counts.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import type { ComparisonFigures } from "#lib/domain/portfolio/comparison/comparison.ts";
import { judgeLoadDrift } from "#lib/domain/portfolio/drift/drift.ts";
import { measuresOfSet } from "#lib/domain/portfolio/drift/measure-set.ts";
import type { StoredMeasures } from "#lib/domain/portfolio/drift/measures.ts";
import { snapshotMeasures } from "#lib/domain/portfolio/drift/snapshot-measures.ts";
import { portfolioThresholdsOf } from "#lib/domain/portfolio/portfolio-thresholds.ts";

interface PartScope {
  readonly tenantId: string;
  readonly uploadId: string;
}

/** The comparison that was written in this transaction. */
export function figuresOf({ figures }: MeasuredUpload): ComparisonFigures | null {
  return figures as ComparisonFigures | null;
}

/** A part's measures with those of the set that it completes by its comparison, if it completes one. */
export async function withSet(
  ask: Ask,
  { tenantId, uploadId }: PartScope,
  upload: MeasuredUpload,
  { set: _, ...own }: StoredMeasures,
  fields: readonly Field[],
): Promise<StoredMeasures> {
  const figures = figuresOf(upload);
  const otherIds = figures?.set?.uploadIds ?? [];
  const others = await selectCountedParts(ask, tenantId, otherIds);
  if (figures === null || others === null || others.length === 0 || own.counts === undefined) return own;
  const repeated = await countRepeated(ask, tenantId, [...otherIds, uploadId]);
  const { day, counts } = own;
  return { ...own, set: measuresOfSet({ counts, figures }, others, { day, repeated, fields }) };
}

/** Measures and judges a part again whose comparison was made again: it may complete another set now. */
export async function measureAgain(
  client: BulkClient,
  { tenantId, uploadId }: PartScope,
  fields: readonly Field[],
): Promise<void> {
  const ask = askPlainly(client);
  const upload = await findMeasuredUpload(ask, tenantId, uploadId);
  const stored = await findStoredMeasures(ask, tenantId, uploadId);
  if (upload === null || !upload.isPart || stored === null) return;
  const figures = figuresOf(upload);
  const own = { ...stored, snapshot: figures === null ? null : snapshotMeasures(figures, [], fields) };
  const measures = await withSet(ask, { tenantId, uploadId }, upload, own, fields);
  const history = await selectHistory(ask, tenantId, uploadId, upload);
  await updateMeasures(ask, tenantId, uploadId, {
    measures,
    oddities: judgeLoadDrift(measures, history, portfolioThresholdsOf(upload.thresholds)),
  });
}
