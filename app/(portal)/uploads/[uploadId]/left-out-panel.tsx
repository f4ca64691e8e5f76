import { LeftOutCard } from "#components/outcome/left-out-card.tsx";
import type { UploadView } from "#lib/domain/outcome/upload-view.ts";
import { hasLeftOut } from "#lib/domain/portfolio/control-counter.ts";
import { load } from "#lib/server/load.ts";
import { countUnidentified } from "#lib/services/count-unidentified.ts";
import { summariseLeftOut } from "#lib/services/summarise-left-out.ts";

export async function LeftOutPanel({ view }: { view: UploadView }) {
  const input = { uploadId: view.id };
  if (!hasLeftOut(view.totals)) return <LeftOutCard view={view} reasons={[]} unidentified={0} />;
  const [reasons, unidentified] = await Promise.all([load(summariseLeftOut, input), load(countUnidentified, input)]);
  return <LeftOutCard view={view} reasons={reasons} unidentified={unidentified} />;
}
