import { PencilLine } from "lucide-react";
import { ControlTotals } from "#components/outcome/control-totals.tsx";
import { ErasedNote } from "#components/outcome/erased-note.tsx";
import { OutcomeFigures } from "#components/outcome/outcome-figures.tsx";
import { ReportMenu } from "#components/outcome/report-menu.tsx";
import { RetryLinks } from "#components/outcome/retry-links.tsx";
import { RunNotices } from "#components/outcome/run-notices.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { outcomes } from "#lib/domain/outcome/outcome.ts";
import type { UploadProgress } from "#lib/domain/outcome/upload-progress.ts";
import type { UploadView } from "#lib/domain/outcome/upload-view.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { correctHref } from "./correct-href.ts";
import { DetailPanel } from "./detail-panel.tsx";
import { chooseTab, type Query, tabHref } from "./detail-tabs.ts";
import { ReadBackRefresh } from "./read-back-refresh.tsx";
import { UnconfirmedPanel } from "./unconfirmed-panel.tsx";
import { UploadHeader } from "./upload-header.tsx";

/** Whether something did not get in for certain. Who may have got in is looked up first: corrected, they could be there twice. */
function isCorrectable({ totals, groups }: UploadView): boolean {
  return totals.leftOut.rows > 0 || groups.rejected.debtors > 0 || groups.not_sent.debtors > 0;
}

/** What became of each client of an upload that is over. */
export async function ResultStage({ rendered, query }: { rendered: UploadProgress; query: Query }) {
  const { view, at } = rendered;
  const t = translatorFor(await requestLocale(), "outcome.result");
  const tab = chooseTab(view, query);
  const hasFailures = view.totals.leftOut.rows > 0 || view.totals.staged.debtors > view.groups.accepted.debtors;
  const canCorrect = isCorrectable(view);
  const hrefs = Object.fromEntries(outcomes.map((outcome) => [outcome, tabHref(view.id, outcome)]));

  return (
    <>
      <UploadHeader
        view={view}
        actions={
          hasFailures && !view.erased ? (
            <>
              <ReportMenu uploadId={view.id} group="failures" label={t("downloadFailures")} />
              {canCorrect ? (
                <LinkButton href={correctHref(view.id)} variant="primary">
                  <PencilLine aria-hidden />
                  {t("correct")}
                </LinkButton>
              ) : null}
            </>
          ) : (
            <>
              <ErasedNote view={view} />
              <LinkButton href="/uploads/new" variant="primary">
                {t("newUpload")}
              </LinkButton>
            </>
          )
        }
      />
      <div className="flex flex-col gap-4">
        <ReadBackRefresh isReadingBack={view.isReadingBack === true} />
        <RunNotices view={view} at={at} />
        <UnconfirmedPanel view={view} isFirst={!canCorrect} />
        <RetryLinks view={view} />
        <OutcomeFigures view={view} hrefs={hrefs} />
        <ControlTotals view={view} hasGroups />
        <DetailPanel view={view} tab={tab} query={query} />
      </div>
    </>
  );
}
