import { LeftOutReasonTable } from "#components/result/left-out-reason-table.tsx";
import { isIssueCode } from "#lib/domain/validation/left-out-reason.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { groupLeftOut } from "#lib/services/outcomes/group-left-out.ts";
import { correctLeftOutHref } from "../failures/correct-href.ts";

/** Why rows of an upload were left out; each reason leads to those of its debtors that can still be corrected. */
export async function LeftOutReasonsPanel({ view, canCorrect }: { view: UploadView; canCorrect: boolean }) {
  const groups = await load(groupLeftOut, { uploadId: view.id });
  const t = translatorFor(await requestLocale(), "outcome.records");
  return (
    <div className="border-b border-border">
      <LeftOutReasonTable
        reasons={groups.map(({ open, held, later, erased, ...group }) => {
          const { code, column } = group;
          const line = { ...group, isHeld: held > 0, isSentLater: later > 0, isErased: erased > 0 };
          return canCorrect && open > 0 && isIssueCode(code)
            ? { ...line, correction: { href: correctLeftOutHref(view.id, { code, column }), rows: open } }
            : { ...line, isAccepted: open + held + later + erased === 0 && group.debtors > 0 };
        })}
      />
      {groups.length < 2 ? null : <p className="px-4 py-2 text-sm text-text-muted">{t("oneReason")}</p>}
    </div>
  );
}
