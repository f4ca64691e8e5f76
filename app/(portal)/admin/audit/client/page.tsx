import { SearchX, UserSearch } from "lucide-react";
import type { Metadata } from "next";
import { withMessages } from "#app/with-messages.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { pageLinks } from "#components/uploads/page-links.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { currentTenant, myTenants } from "#lib/server/current-tenant.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { requirePermission } from "#lib/server/require-permission.ts";
import { isPageKey } from "#lib/services/page-keys.ts";
import { listClientTrail } from "#lib/services/people/list-client-trail.ts";
import { NoTenant } from "../../../no-tenant.tsx";
import { EntryTable } from "../entry-table.tsx";
import { ClientForm } from "./client-form.tsx";

type Query = Record<string, string | string[] | undefined>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "admin.audit.client")("title") };
}

export default withMessages(ClientTrailPage, "admin.audit.client", "issues", "reasons");

/** Who saw or changed one client. The identification never stands in the address: it is sealed there. */
async function ClientTrailPage({ searchParams }: { searchParams: Promise<Query> }) {
  await requirePermission("audit.read");
  const query = await searchParams;
  const [tenant, tenants, locale] = await Promise.all([currentTenant(), myTenants(), requestLocale()]);
  if (tenant === null) return <NoTenant />;
  const asked = typeof query.tenant === "string" ? query.tenant : null;
  const t = translatorFor(locale, "admin.audit");
  return (
    <>
      <PageHeader
        title={t("client.title")}
        description={t("client.description")}
        breadcrumbs={[{ label: t("title"), href: "/admin/audit" }]}
      />
      <ClientForm key={asked} tenants={tenants.map(({ id, name }) => ({ id, name }))} tenantId={asked ?? tenant.id} />
      {asked === null ? (
        <EmptyState icon={<UserSearch />} title={t("client.start.title")}>
          {t("client.start.text")}
        </EmptyState>
      ) : (
        <Trail tenantId={asked} query={query} locale={locale} />
      )}
    </>
  );
}

async function Trail({ tenantId, query, locale }: { tenantId: string; query: Query; locale: Locale }) {
  const links = pageLinks("/admin/audit/client", query, (key) => isPageKey("id", key));
  const trail = await load(listClientTrail, {
    tenantId,
    ...(typeof query.client === "string" ? { client: query.client } : {}),
    ...(typeof query.person === "string" ? { person: query.person } : {}),
    ...(links.after === undefined ? {} : { after: links.after }),
  });
  const { items, next } = trail.entries;
  const t = translatorFor(locale, "admin.audit");
  return (
    <>
      <h2 className="mb-1 text-base font-semibold tabular-nums">
        {trail.identification === null
          ? t("client.unnamed", { tenant: trail.tenant.name })
          : t("client.found", { identification: trail.identification, tenant: trail.tenant.name })}
      </h2>
      <p className="mb-4 max-w-3xl text-text-muted">
        {trail.identification === null
          ? t("client.unnamedText")
          : trail.uploads === 0
            ? t("client.noUploads")
            : t("client.uploads", { count: trail.uploads })}
        {trail.onlyGone === 0 ? null : ` ${t("client.onlyGone", { count: trail.onlyGone })}`}
      </p>
      {trail.missingKeys.length === 0 ? null : (
        <div className="mb-4 max-w-3xl">
          <Callout
            tone="warning"
            title={t("client.missingKeys.title", {
              count: trail.missingKeys.length,
              names: trail.missingKeys.join(", "),
            })}
          >
            {t("client.missingKeys.text")}
          </Callout>
        </div>
      )}
      {items.length === 0 ? (
        <EmptyState icon={<SearchX />} title={t("client.nothing.title")}>
          {t("client.nothing.text")}
        </EmptyState>
      ) : (
        <EntryTable locale={locale} caption={t("client.title")} entries={items} />
      )}
      <Pagination previousHref={links.newer} nextHref={next === null ? undefined : links.older(next)} order="time">
        {t("count", { count: items.length })}
      </Pagination>
    </>
  );
}
