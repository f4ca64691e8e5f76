import { SearchX, UserSearch } from "lucide-react";
import type { Metadata } from "next";
import { withMessages } from "#app/with-messages.tsx";
import { AuditFilters } from "#components/admin/audit-filters.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/form/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { pageLinks } from "#components/uploads/page-links.ts";
import { auditHref, auditInputOf, auditQuery, readAuditFilter } from "#lib/domain/audit/audit-filter.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { myTenants } from "#lib/server/current-tenant.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { listAudit } from "#lib/services/operations/list-audit.ts";
import { listAuditActors } from "#lib/services/operations/list-audit-actors.ts";
import { isPageKey } from "#lib/services/page-keys.ts";
import { AuditMenu } from "./audit-menu.tsx";
import { EntryTable } from "./entry-table.tsx";

interface AuditPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "admin.audit")("title") };
}

export default withMessages(
  AuditPage,
  "admin.audit.actions",
  "admin.audit.actionGroups",
  "admin.audit.filters",
  "outcome.history.filters",
  "outcome.result",
);

async function AuditPage({ searchParams }: AuditPageProps) {
  const query = await searchParams;
  const filter = readAuditFilter(query);
  const links = pageLinks("/admin/audit", query, (key) => isPageKey("id", key));
  const { after } = links;
  const [page, actors, tenants, locale] = await Promise.all([
    load(listAudit, { ...auditInputOf(filter), ...(after === undefined ? {} : { after }) }),
    load(listAuditActors, {}),
    myTenants(),
    requestLocale(),
  ]);
  const t = translatorFor(locale, "admin.audit");
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <>
            <LinkButton href="/admin/audit/client">
              <UserSearch aria-hidden />
              {t("client.title")}
            </LinkButton>
            <AuditMenu query={auditQuery(filter)} />
          </>
        }
      />
      <AuditFilters filter={filter} actors={actors} tenants={tenants.map(({ id, name }) => ({ id, name }))} />
      {page.items.length === 0 ? (
        <EmptyState icon={<SearchX />} title={t("nothingFound.title")}>
          {t("nothingFound.text")}
        </EmptyState>
      ) : (
        <EntryTable
          locale={locale}
          caption={t("title")}
          entries={page.items}
          onlyHref={(subject) => auditHref({ ...filter, subject })}
        />
      )}
      <Pagination
        previousHref={links.newer}
        nextHref={page.next === null ? undefined : links.older(page.next)}
        order="time"
      >
        {t("count", { count: page.items.length })}
      </Pagination>
    </>
  );
}
