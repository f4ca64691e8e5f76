import type { Transaction } from "#lib/database/client.ts";
import { type DriftState, findDriftState } from "#lib/database/portfolios/drift-states.ts";
import { askThrough, findMeasuredUpload, isStopped } from "#lib/database/portfolios/load-measures.ts";
import { selectHistory } from "#lib/database/portfolios/past-loads.ts";
import { type DriftHistory, isSameOddity, judgeLoadDrift, type Oddity } from "#lib/domain/portfolio/drift/drift.ts";
import { portfolioThresholdsOf } from "#lib/domain/portfolio/portfolio-thresholds.ts";
import type { TenantId } from "../context.ts";

export interface JudgedLoad extends Pick<DriftState, "measures" | "explanation"> {
  /** As stored: what it was last judged by. */
  readonly kept: readonly Oddity[];
  readonly oddities: readonly Oddity[];
  readonly history: DriftHistory;
  /** Whether a stop has no written reason. */
  readonly isStopped: boolean;
}

/**
 * Judges a load by the loads confirmed until now: another may have been since it was staged. A reason covers the
 * stops that stood there when it was written, and no other. Null for an upload that is not measured.
 */
export async function judgeLoad(db: Transaction, tenantId: TenantId, uploadId: string): Promise<JudgedLoad | null> {
  const ask = askThrough(db);
  const state = await findDriftState(db, tenantId, uploadId);
  const upload = state === null ? null : await findMeasuredUpload(ask, tenantId, uploadId);
  if (state === null || upload === null) return null;
  const history = await selectHistory(ask, tenantId, uploadId, upload);
  const oddities = judgeLoadDrift(state.measures, history, portfolioThresholdsOf(upload.thresholds));
  const { measures, explanation } = state;
  const explained = explanation === null ? [] : state.oddities;
  const open = oddities.filter((oddity) => !explained.some((other) => isSameOddity(oddity, other)));
  return { measures, explanation, kept: state.oddities, oddities, history, isStopped: isStopped(open) };
}
