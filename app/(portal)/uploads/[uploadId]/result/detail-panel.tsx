import { type ReactNode, Suspense } from "react";
import { CallTable } from "#components/result/call-table.tsx";
import { DetailTabs } from "#components/result/detail-tabs.tsx";
import { LeftOutTable } from "#components/result/left-out-table.tsx";
import { ReportMenu } from "#components/result/report-menu.tsx";
import { RequestLine } from "#components/result/request-line.tsx";
import { SetAsideTable } from "#components/result/set-aside-table.tsx";
import { HalvingLine } from "#components/run/halving-line.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { pageLinks } from "#components/uploads/page-links.ts";
import { isKept } from "#lib/domain/outcome/outcome.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { countUnidentified } from "#lib/services/outcomes/count-unidentified.ts";
import { listCalls } from "#lib/services/outcomes/list-calls.ts";
import { listLeftOut } from "#lib/services/outcomes/list-left-out.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { listSetAside } from "#lib/services/outcomes/list-set-aside.ts";
import { planRetry } from "#lib/services/outcomes/plan-retry.ts";
import { isPageKey } from "#lib/services/page-keys.ts";
import { RevealHost } from "../../../reveal-host.tsx";
import { CopyLinkButton } from "./copy-link-button.tsx";
import {
  chosenReason,
  countOf,
  type DetailTab,
  isOfDebtors,
  type Query,
  type ResultView,
  shownTabs,
  tabHref,
  viewHref,
} from "./detail-tabs.ts";
import { LeftOutReasonsPanel } from "./left-out-reasons-panel.tsx";
import { ReasonsPanel, ReasonsSkeleton } from "./reasons-panel.tsx";
import { RecordsPanel } from "./records-panel.tsx";

const pageRows = 50;

interface Part {
  readonly table: ReactNode;
  readonly shown: number;
  readonly next: string | null;
}

interface DetailPanelProps {
  view: ResultView;
  tab: DetailTab;
  query: Query;
  /** A correction is offered of what did not get in (`planCorrection`). */
  canCorrect: boolean;
}

/** The debtors of one group, the left-out rows or the calls of an upload, page by page. */
export async function DetailPanel({ view, tab, query, canCorrect }: DetailPanelProps) {
  const locale = await requestLocale();
  const t = translatorFor(locale, "outcome");
  const links = pageLinks(`/uploads/${view.id}`, query, (key) => isPageKey(tab === "calls" ? "id" : "row", key));
  const reason = tab === "rejected" ? chosenReason(query) : null;
  const { table, shown, next } = await partOf(view, tab, links.after, { reason, canCorrect });

  return (
    <section
      aria-label={t("result.tabs")}
      className="overflow-hidden rounded-lg border border-border bg-surface-raised"
    >
      <DetailTabs
        label={t("result.tabs")}
        current={tab}
        tabs={shownTabs(view).map((key) => ({ key, href: tabHref(view.id, key), count: countOf(view, key) }))}
        action={
          <span className="flex gap-1">
            <CopyLinkButton href={viewHref(view.id, tab, query)} />
            {tab === "calls" ||
            countOf(view, tab) === 0 ||
            (view.erased && tab !== "accepted" && tab !== "twice") ? null : (
              <ReportMenu uploadId={view.id} group={tab} reason={reason} label={t("result.downloadGroup")} size="sm" />
            )}
          </span>
        }
      />
      {tab === "rejected" && view.groups.rejected.debtors > 0 && (reason !== null || links.after === undefined) ? (
        <Suspense key={reason} fallback={<ReasonsSkeleton />}>
          <ReasonsPanel view={view} chosen={reason} query={query} canCorrect={canCorrect} />
        </Suspense>
      ) : null}
      {tab === "left_out" && view.totals.leftOut.rows > 0 && links.after === undefined ? (
        <Suspense fallback={<ReasonsSkeleton />}>
          <LeftOutReasonsPanel view={view} canCorrect={canCorrect} />
        </Suspense>
      ) : null}
      {table}
      <Pagination
        previousHref={links.newer}
        nextHref={next === null ? undefined : links.older(next)}
        order="list"
        isInBox
      >
        {t("records.shown", { count: shown })}
      </Pagination>
    </section>
  );
}

async function partOf(
  view: UploadView,
  tab: DetailTab,
  after: string | undefined,
  { reason, canCorrect }: { readonly reason: string | null; readonly canCorrect: boolean },
): Promise<Part> {
  const input = { uploadId: view.id, limit: pageRows, ...(after === undefined ? {} : { after }) };
  if (tab === "calls") {
    const { items, next } = await load(listCalls, input);
    const table = (
      <>
        <HalvingLine view={view} />
        <RequestLine request={view.confirmedRequest ?? null} />
        <CallTable calls={items} />
      </>
    );
    return { table, shown: items.length, next };
  }
  if (isOfDebtors(tab)) {
    const [{ items, next }, plan] = await Promise.all([
      load(listRecords, { ...input, state: tab, ...(reason === null ? {} : { rejectionKey: reason }) }),
      tab === "accepted" || tab === "twice" || isKept(tab)
        ? { debtors: 0, isMore: false, held: 0, takesUnconfirmed: false }
        : load(planRetry, { uploadId: view.id }),
    ]);
    const table = (
      <RevealHost key={`${tab} ${reason ?? ""} ${after ?? ""}`} rows={items}>
        <RecordsPanel view={view} group={tab} records={items} plan={plan} canCorrect={canCorrect} />
      </RevealHost>
    );
    return { table, shown: items.length, next };
  }
  if (tab === "set_aside") {
    const { items, next } = await load(listSetAside, input);
    return { table: <SetAsideTable rows={items} />, shown: items.length, next };
  }
  const [{ items, next }, unidentified] = await Promise.all([
    load(listLeftOut, input),
    load(countUnidentified, { uploadId: view.id }),
  ]);
  const table = (
    <RevealHost key={`${tab} ${after ?? ""}`} rows={items}>
      <LeftOutTable rows={items} unidentified={unidentified} />
    </RevealHost>
  );
  return { table, shown: items.length, next };
}
