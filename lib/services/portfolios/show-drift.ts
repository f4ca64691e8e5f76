import { type Transaction, tenantDatabase } from "#lib/database/client.ts";
import { loadsLikePart } from "#lib/domain/portfolio/drift/certain-stops.ts";
import type { Oddity, PastLoad } from "#lib/domain/portfolio/drift/drift.ts";
import { type LoadMeasures, measureOf } from "#lib/domain/portfolio/drift/measures.ts";
import { unseenShare } from "#lib/domain/portfolio/drift/unseen-share.ts";
import type { DriftView, OddityView } from "#lib/domain/views/drift-view.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";
import { readUpload } from "../uploads/show-upload.ts";
import { judgeLoad } from "./judge-load.ts";

/** Loads before this one that a sparkline shows. */
const loadsDrawn = 11;

/** What is odd about a load of a portfolio; nothing for an upload that was not measured. */
export async function showDrift(ctx: Ctx, input: { uploadId: string }): Promise<DriftView> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  return readDrift(tenantDatabase(tenantId), tenantId, input.uploadId);
}

/** The same for use cases that have already authorised, inside their transaction. */
export async function readDrift(db: Transaction, tenantId: TenantId, uploadId: string): Promise<DriftView> {
  const judged = await judgeLoad(db, tenantId, uploadId);
  if (judged === null) return { uploadId, oddities: [], days: [], setOf: null, isStopped: false, explanation: null };
  const { state, load } = await readUpload(db, tenantId, uploadId);
  // Once confirmed, what was judged then stands.
  const isOpen = state === "staged";
  const { measures, history } = judged;
  const { counts, set } = measures;
  const ofPart = drawnOf(measures, loadsLikePart(history.parts, history.files));
  const ofFile = counts !== undefined && set === undefined ? ofPart : drawnOf(set ?? measures, history.files);
  const series = (oddity: Oddity): OddityView => {
    const { drawn, past } = oddity.isOfPart === true ? ofPart : ofFile;
    return { ...oddity, series: drawn.map((load, at) => seriesValue(oddity, load, past.slice(at))).reverse() };
  };
  return {
    uploadId,
    oddities: (isOpen ? judged.oddities : judged.kept).map(series),
    days: ofFile.drawn.map(({ day }) => day).reverse(),
    setOf: set !== undefined && load?.kind === "part" ? load.of : null,
    isStopped: isOpen && judged.isStopped,
    explanation: judged.explanation,
  };
}

/** A load with those before it, newest first: those that a sparkline shows, and those that it is judged by. */
function drawnOf(load: LoadMeasures, history: readonly PastLoad[]) {
  const past = history.map(({ measures }) => measures);
  return { drawn: [load, ...past.slice(0, loadsDrawn)], past };
}

function seriesValue(
  { measure, fieldId }: Oddity,
  load: LoadMeasures,
  earlier: readonly LoadMeasures[],
): number | null {
  if (measure === null) return null;
  if (measure === "unseen" && fieldId !== null) return unseenShare(load, earlier, fieldId);
  return measureOf(load, measure, fieldId);
}
