import { LeftOutCard } from "#components/result/left-out-card.tsx";
import { hasLeftOut } from "#lib/domain/debtors/control-counter.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { load } from "#lib/server/load.ts";
import { countUnidentified } from "#lib/services/outcomes/count-unidentified.ts";
import { groupLeftOut } from "#lib/services/outcomes/group-left-out.ts";
import { summariseLeftOut } from "#lib/services/outcomes/summarise-left-out.ts";

export async function LeftOutPanel({ view }: { view: UploadView }) {
  const input = { uploadId: view.id };
  if (!hasLeftOut(view.totals)) return <LeftOutCard view={view} reasons={[]} problems={[]} unidentified={0} />;
  const [groups, problems, unidentified] = await Promise.all([
    load(groupLeftOut, input),
    load(summariseLeftOut, input),
    load(countUnidentified, input),
  ]);
  const reasons = groups.map(({ open: _open, held: _held, erased: _erased, ...reason }) => reason);
  return <LeftOutCard view={view} reasons={reasons} problems={problems} unidentified={unidentified} />;
}
