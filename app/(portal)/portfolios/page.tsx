import { FileUp, FolderSync } from "lucide-react";
import type { Metadata } from "next";
import { withMessages } from "#app/with-messages.tsx";
import { May } from "#components/access/may.tsx";
import { PortfolioTable } from "#components/portfolios/portfolio-table.tsx";
import { ScopeLinks } from "#components/portfolios/scope-links.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/form/link-button.tsx";
import { PageLinkButton } from "#components/ui/form/page-link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section, SectionBleed, TableBox } from "#components/ui/section.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { currentTenant, myTenants } from "#lib/server/current-tenant.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { listPortfolios } from "#lib/services/portfolios/list-portfolios.ts";
import { NoTenant } from "../no-tenant.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "portfolios.list")("title") };
}

interface PortfoliosPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default withMessages(PortfoliosPage, "portfolios.expected", "portfolios.list", "portfolios.load");

/** The portfolios of the chosen tenant, or of all one's tenants; those at rest apart. */
async function PortfoliosPage({ searchParams }: PortfoliosPageProps) {
  const locale = await requestLocale();
  const t = translatorFor(locale, "portfolios.list");
  const [query, tenant, tenants] = await Promise.all([searchParams, currentTenant(), myTenants()]);
  if (tenant === null) return <NoTenant />;
  const isOfAll = query.scope === "mine" && tenants.length > 1;
  const portfolios = await load(listPortfolios, isOfAll ? {} : { tenantId: tenant.id });
  const awake = portfolios.filter(({ restingSince }) => restingSince === null);
  const resting = portfolios.filter(({ restingSince }) => restingSince !== null);
  const create = (
    <May permission="portfolios.manage">
      <PageLinkButton href="/portfolios/new" label={t("create")} />
    </May>
  );

  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={portfolios.length === 0 ? null : create} />
      {tenants.length > 1 ? <ScopeLinks isOfAll={isOfAll} /> : null}
      {portfolios.length === 0 ? (
        <EmptyState
          icon={<FolderSync />}
          title={t("emptyTitle")}
          actions={
            <>
              <May permission="uploads.load">
                <LinkButton href="/uploads/new" variant="primary">
                  <FileUp aria-hidden />
                  {t("newUpload")}
                </LinkButton>
              </May>
              {create}
            </>
          }
        >
          {t("emptyText")}
        </EmptyState>
      ) : null}
      <div className="flex flex-col gap-6">
        {awake.length === 0 ? null : (
          <TableBox>
            <PortfolioTable portfolios={awake} caption={t("caption")} hasTenant={isOfAll} />
          </TableBox>
        )}
        {resting.length === 0 ? null : (
          <Section title={t("restingTitle")} description={t("restingText")}>
            <SectionBleed>
              <PortfolioTable portfolios={resting} caption={t("restingTitle")} hasTenant={isOfAll} />
            </SectionBleed>
          </Section>
        )}
      </div>
    </>
  );
}
