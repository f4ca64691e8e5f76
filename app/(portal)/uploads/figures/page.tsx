import { ChartColumn } from "lucide-react";
import type { Metadata } from "next";
import { withMessages } from "#app/with-messages.tsx";
import { FiguresView } from "#components/figures/figures-view.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { figuresPeriod } from "#lib/domain/history/figures-period.ts";
import { listInputOf, readHistoryFilter } from "#lib/domain/history/history-filter.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { currentTenant, myTenants } from "#lib/server/current-tenant.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { showFigures } from "#lib/services/uploads/show-figures.ts";
import { NoTenant } from "../../no-tenant.tsx";
import { HistoryHead } from "../history-head.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "history.figures")("title") };
}

interface FiguresPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default withMessages(
  FiguresPage,
  "history.export",
  "history.figures",
  "history.filters",
  "history.saved",
  "history.tabs",
  "issues",
  "outcome.history.filters",
  "outcome.result",
  "portfolios.filter",
  "reasons",
);

/** What the filtered history comes to, in charts with their tables. */
async function FiguresPage({ searchParams }: FiguresPageProps) {
  const locale = await requestLocale();
  const t = translatorFor(locale, "history.figures");
  const [query, tenant, tenants] = await Promise.all([searchParams, currentTenant(), myTenants()]);
  if (tenant === null) return <NoTenant />;
  const filter = readHistoryFilter(query);
  const now = new Date();
  const { isCut, ...period } = figuresPeriod(filter, now);
  const figures = await load(showFigures, {
    ...listInputOf(filter, now),
    ...(filter.scope === "mine" ? {} : { tenantId: tenant.id }),
    ...period,
  });

  return (
    <>
      <HistoryHead current="figures" filter={filter} tenantId={tenant.id} hasScope={tenants.length > 1} />
      {figures.total.loads === 0 ? (
        <EmptyState icon={<ChartColumn />} title={t("empty.title")}>
          {t("empty.text")}
        </EmptyState>
      ) : (
        <FiguresView figures={figures} isCut={isCut} />
      )}
    </>
  );
}
