import { PencilLine, ReceiptText } from "lucide-react";
import { May } from "#components/access/may.tsx";
import { ComparisonLead } from "#components/comparison/comparison-lead.tsx";
import { MadeWholeNotice } from "#components/comparison/made-whole-notice.tsx";
import { ErasedNote } from "#components/result/erased-note.tsx";
import { ReportMenu } from "#components/result/report-menu.tsx";
import { TwiceNotice } from "#components/result/twice-notice.tsx";
import { LinkButton } from "#components/ui/form/link-button.tsx";
import { PageLinkButton } from "#components/ui/form/page-link-button.tsx";
import { keptOf } from "#lib/domain/outcome/control-sums.ts";
import { currencyOfSums } from "#lib/domain/outcome/currency-of-sums.ts";
import { keptKinds, outcomes } from "#lib/domain/outcome/outcome.ts";
import type { UploadProgress } from "#lib/domain/views/upload-progress.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { seekComparison } from "#lib/services/comparison/seek-comparison.ts";
import { seekMadeWhole } from "#lib/services/comparison/seek-made-whole.ts";
import { seekHeld } from "#lib/services/holds/seek-held.ts";
import { countTwice } from "#lib/services/outcomes/count-twice.ts";
import { planCorrection } from "#lib/services/outcomes/plan-correction.ts";
import { correctHref } from "../failures/correct-href.ts";
import { GoneLink } from "../gone-link.tsx";
import { DetailPanel } from "./detail-panel.tsx";
import { chooseTab, type Query, tabHref } from "./detail-tabs.ts";
import { LiveResult } from "./live-result.tsx";

/** What became of each debtor of an upload that is over. */
export async function ResultStage({ rendered, query }: { rendered: UploadProgress; query: Query }) {
  const view = { ...rendered.view, mayBeTwice: await load(countTwice, { uploadId: rendered.view.id }) };
  const locale = await requestLocale();
  const t = translatorFor(locale, "outcome.result");
  const tab = chooseTab(view, query);
  const comparison = await load(seekComparison, { uploadId: view.id });
  const madeWhole = await load(seekMadeWhole, { uploadId: view.id });
  const isIn = view.groups.accepted.debtors + keptOf(view).debtors;
  const hasFailures = view.totals.leftOut.rows > 0 || view.totals.staged.debtors > isIn;
  const receipt =
    view.confirmedAt === null ? null : (
      <PageLinkButton href={`/uploads/${view.id}/receipt`} label={translatorFor(locale, "portfolios.receipt")("link")}>
        <ReceiptText aria-hidden />
      </PageLinkButton>
    );
  const gone = <GoneLink view={view} label={translatorFor(locale, "portfolios.closeOut")("link")} />;
  const correction = hasFailures ? await load(planCorrection, { uploadId: view.id }) : null;
  // Without anybody pending the view knows.
  const held = view.groups.pending.debtors === 0 ? null : await load(seekHeld, { uploadId: view.id });
  const next = (
    <May permission="uploads.load">
      <LinkButton href="/uploads/new" variant="primary">
        {t("newUpload")}
      </LinkButton>
    </May>
  );
  const groups = [...outcomes, ...keptKinds, "left_out"] as const;
  const hrefs = Object.fromEntries(groups.map((group) => [group, tabHref(view.id, group)]));

  return (
    <LiveResult
      rendered={rendered}
      held={held}
      correction={correction}
      hrefs={hrefs}
      notice={
        <>
          <TwiceNotice of={view.mayBeTwice} href={tabHref(view.id, "twice")} />
          <MadeWholeNotice of={madeWhole} />
        </>
      }
      actions={
        hasFailures && !view.erased ? (
          <>
            {gone}
            {receipt}
            <ReportMenu uploadId={view.id} group="failures" label={t("downloadFailures")} />
            {correction === null ? null : (
              <May permission="uploads.load">
                <PageLinkButton
                  href={correctHref(view.id)}
                  label={t(correction === "first" ? "correct" : "correctRows")}
                  variant={correction === "first" ? "primary" : "secondary"}
                >
                  <PencilLine aria-hidden />
                </PageLinkButton>
              </May>
            )}
            {correction === "first" ? null : next}
          </>
        ) : (
          <>
            <ErasedNote view={view} />
            {gone}
            {receipt}
            {next}
          </>
        )
      }
    >
      {comparison === null ? null : (
        <ComparisonLead view={comparison} currency={currencyOfSums(view)} href={`/uploads/${view.id}/comparison`} />
      )}
      <DetailPanel view={view} tab={tab} query={query} canCorrect={correction !== null} />
    </LiveResult>
  );
}
