import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { load } from "#lib/server/load.ts";
import { showDrift } from "#lib/services/portfolios/show-drift.ts";
import { DriftExplainer } from "./drift-explainer.tsx";

export async function DriftPanel({ view }: { view: UploadView }) {
  const drift = await load(showDrift, { uploadId: view.id });
  return drift.oddities.length === 0 ? null : <DriftExplainer view={drift} currency={view.currency} />;
}
