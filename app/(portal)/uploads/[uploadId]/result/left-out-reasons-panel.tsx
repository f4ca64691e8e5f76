import { LeftOutReasonTable } from "#components/result/left-out-reason-table.tsx";
import { correctionOf } from "#lib/domain/outcome/upload-stage.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { load } from "#lib/server/load.ts";
import { summariseLeftOut } from "#lib/services/outcomes/summarise-left-out.ts";
import { correctLeftOutHref } from "../failures/correct-href.ts";

/** Why rows of an upload were left out; each reason leads to its debtors in the workbench. */
export async function LeftOutReasonsPanel({ view }: { view: UploadView }) {
  const reasons = await load(summariseLeftOut, { uploadId: view.id });
  const canCorrect = !view.erased && correctionOf(view) !== null;
  return (
    <div className="border-b border-border">
      <LeftOutReasonTable
        reasons={reasons.map((reason) => ({
          ...reason,
          ...(canCorrect ? { correctHref: correctLeftOutHref(view.id, reason) } : {}),
        }))}
      />
    </div>
  );
}
