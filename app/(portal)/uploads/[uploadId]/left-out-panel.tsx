import { LeftOutCard } from "#components/outcome/left-out-card.tsx";
import type { UploadView } from "#lib/domain/outcome/upload-view.ts";
import { load } from "#lib/server/load.ts";
import { summariseLeftOut } from "#lib/services/summarise-left-out.ts";

export async function LeftOutPanel({ view }: { view: UploadView }) {
  const reasons = view.totals.leftOut.obligations === 0 ? [] : await load(summariseLeftOut, { uploadId: view.id });
  return <LeftOutCard view={view} reasons={reasons} />;
}
