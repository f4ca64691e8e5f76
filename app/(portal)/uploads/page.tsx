import { Download, FileUp, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { withMessages } from "#app/with-messages.tsx";
import { May } from "#components/access/may.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { buttonClasses } from "#components/ui/form/button-classes.ts";
import { LinkButton } from "#components/ui/form/link-button.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { pageLinks } from "#components/uploads/page-links.ts";
import { UploadList } from "#components/uploads/upload-list.tsx";
import { countLimits, listInputOf, readHistoryFilter } from "#lib/domain/history/history-filter.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { currentTenant, myTenants } from "#lib/server/current-tenant.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { isPageKey } from "#lib/services/page-keys.ts";
import { listUploads } from "#lib/services/uploads/list-uploads.ts";
import { NoTenant } from "../no-tenant.tsx";
import { RestoreNotices } from "../restored/restore-notices.tsx";
import { HistoryHead } from "./history-head.tsx";
import { UploadListRefresh } from "./upload-list-refresh.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "outcome.history")("title") };
}

interface UploadsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default withMessages(
  UploadsPage,
  "history.export",
  "history.filters",
  "history.saved",
  "history.tabs",
  "issues",
  "outcome.figures",
  "outcome.history",
  "outcome.recover",
  "outcome.result",
  "portfolios.filter",
  "portfolios.load",
  "reasons",
);

async function UploadsPage({ searchParams }: UploadsPageProps) {
  const t = translatorFor(await requestLocale(), "outcome.history");
  const [query, tenant, tenants] = await Promise.all([searchParams, currentTenant(), myTenants()]);
  if (tenant === null) return <NoTenant />;

  const filter = readHistoryFilter(query);
  const links = pageLinks("/uploads", query, (key) => isPageKey("upload", key));
  const { items, next } = await load(listUploads, {
    ...listInputOf(filter, new Date()),
    ...(filter.scope === "mine" ? {} : { tenantId: tenant.id }),
    ...(links.after === undefined ? {} : { after: links.after }),
  });
  const isNew = items.length === 0 && countLimits(filter) === 0 && links.after === undefined;

  return (
    <>
      <HistoryHead
        current="loads"
        filter={filter}
        tenantId={tenant.id}
        hasScope={tenants.length > 1}
        isBare={isNew && tenants.length < 2}
      />
      <RestoreNotices className="mb-4" />
      {isNew ? <FirstUpload /> : null}
      {items.length === 0 && !isNew ? (
        <EmptyState icon={<SearchX />} title={t("nothingFound.title")}>
          {t("nothingFound.text")}
        </EmptyState>
      ) : null}
      {items.length === 0 ? null : (
        <>
          <div className="overflow-hidden rounded-lg border border-border bg-surface-raised">
            <UploadList uploads={items} hasTenant={filter.scope === "mine"} />
          </div>
          <Pagination previousHref={links.newer} nextHref={next === null ? undefined : links.older(next)} order="time">
            {t("shown", { count: items.length })}
          </Pagination>
        </>
      )}
      <UploadListRefresh
        isMoving={items.some(
          (upload) => upload.state === "queued" || upload.state === "running" || upload.state === "staging",
        )}
      />
    </>
  );
}

async function FirstUpload() {
  const t = translatorFor(await requestLocale(), "outcome.history");
  return (
    <EmptyState
      icon={<FileUp />}
      title={t("empty.title")}
      actions={
        <May permission="uploads.load">
          <LinkButton href="/uploads/new" variant="primary">
            {t("newUpload")}
          </LinkButton>
          <a href="/samples/cartera-de-ejemplo.csv" download className={buttonClasses()}>
            <Download aria-hidden />
            {t("empty.sample")}
          </a>
        </May>
      }
    >
      {t("empty.text")}
    </EmptyState>
  );
}
