import { FileUp } from "lucide-react";
import { May } from "#components/access/may.tsx";
import { LinkButton } from "#components/ui/form/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { HistoryTabs } from "#components/uploads/history-tabs.tsx";
import { UploadFilters } from "#components/uploads/upload-filters.tsx";
import { type HistoryFilter, historyQuery } from "#lib/domain/history/history-filter.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { listPortfolios } from "#lib/services/portfolios/list-portfolios.ts";
import { listFilters } from "#lib/services/users/list-filters.ts";
import { HistoryMenu } from "./history-menu.tsx";
import { SavedFiltersMenu } from "./saved-filters-menu.tsx";

interface HistoryHeadProps {
  current: "loads" | "figures";
  filter: HistoryFilter;
  tenantId: string;
  hasScope: boolean;
  /** Nothing was ever uploaded: there is nothing to filter. */
  isBare?: boolean;
}

/** Title, views and filters of the history. */
export async function HistoryHead({ current, filter, tenantId, hasScope, isBare = false }: HistoryHeadProps) {
  const t = translatorFor(await requestLocale(), "outcome.history");
  const path = current === "loads" ? "/uploads" : "/uploads/figures";
  const query = historyQuery(filter);
  const [portfolios, saved] = await Promise.all([
    load(listPortfolios, filter.scope === "mine" ? {} : { tenantId }),
    load(listFilters, { tenantId }),
  ]);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <>
            {isBare || current === "figures" ? null : (
              <HistoryMenu tenantId={filter.scope === "mine" ? null : tenantId} query={query} />
            )}
            <May permission="uploads.load">
              <LinkButton href="/uploads/new" variant="primary">
                <FileUp aria-hidden />
                {t("newUpload")}
              </LinkButton>
            </May>
          </>
        }
      />
      {isBare ? null : (
        <>
          <HistoryTabs current={current} query={query} />
          <UploadFilters
            path={path}
            filter={filter}
            hasScope={hasScope}
            needsPeriod={current === "figures"}
            portfolios={portfolios.map(({ id, name, tenant: { name: of } }) => ({ id, name, tenant: { name: of } }))}
          >
            <SavedFiltersMenu tenantId={tenantId} filters={saved} path={path} query={query} />
          </UploadFilters>
        </>
      )}
    </>
  );
}
