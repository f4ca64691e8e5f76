import { BedSingle } from "lucide-react";
import type { Metadata } from "next";
import { cache } from "react";
import { withMessages } from "#app/with-messages.tsx";
import { May } from "#components/access/may.tsx";
import { PortfolioSettingsList } from "#components/portfolios/portfolio-settings-list.tsx";
import { SnapshotTable } from "#components/portfolios/snapshot-table.tsx";
import { ThresholdTable } from "#components/portfolios/threshold-table.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { LinkButton } from "#components/ui/form/link-button.tsx";
import { PageLinkButton } from "#components/ui/form/page-link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section, SectionBleed } from "#components/ui/section.tsx";
import { UploadList } from "#components/uploads/upload-list.tsx";
import { snapshotStates } from "#lib/domain/portfolio/snapshot-state.ts";
import { formattersFor } from "#lib/i18n/formatters.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { myTenants } from "#lib/server/current-tenant.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { showPortfolio } from "#lib/services/portfolios/show-portfolio.ts";
import { listUploads } from "#lib/services/uploads/list-uploads.ts";
import { RestButton } from "./rest-button.tsx";

/** The history has them all. */
const loadsShown = 10;

interface PortfolioPageProps {
  params: Promise<{ portfolioId: string }>;
}

/** For the page and its title. */
const portfolioOf = cache((portfolioId: string) => load(showPortfolio, { portfolioId }));

export async function generateMetadata({ params }: PortfolioPageProps): Promise<Metadata> {
  return { title: (await portfolioOf((await params).portfolioId)).name };
}

export default withMessages(
  PortfolioPage,
  "fields",
  "issues",
  "outcome.figures",
  "outcome.history",
  "outcome.recover",
  "portfolios.expected",
  "portfolios.load",
  "portfolios.page",
  "portfolios.settings",
  "portfolios.snapshot",
  "portfolios.thresholds",
  "reasons",
);

/** One portfolio: its loads, what was last accepted of it, and its settings. */
async function PortfolioPage({ params }: PortfolioPageProps) {
  const { portfolioId } = await params;
  const [portfolio, tenants, locale] = await Promise.all([portfolioOf(portfolioId), myTenants(), requestLocale()]);
  const { tenant, snapshot, restingSince } = portfolio;
  const uploads = await load(listUploads, { tenantId: tenant.id, portfolioId, limit: loadsShown });
  const currency = portfolio.lastLoad?.currency ?? tenants.find(({ id }) => id === tenant.id)?.currency ?? "";
  const hasSnapshot = snapshotStates.some((state) => snapshot[state].debtors > 0);
  const goneHref = `/portfolios/${portfolioId}/gone`;
  const t = translatorFor(locale, "portfolios");
  return (
    <>
      <PageHeader
        title={portfolio.name}
        description={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            {[portfolio.creditor, tenant.name].filter((text) => text !== null).join(" · ")}
            {restingSince === null ? null : (
              <Badge>
                <BedSingle aria-hidden />
                {t("page.resting", { date: formattersFor(locale).date(restingSince) })}
              </Badge>
            )}
          </span>
        }
        breadcrumbs={[{ label: t("list.title"), href: "/portfolios" }]}
        actions={
          <May permission="portfolios.manage">
            <RestButton portfolioId={portfolioId} name={portfolio.name} isResting={restingSince !== null} />
            <PageLinkButton href={`/portfolios/${portfolioId}/edit`} label={t("page.edit")} variant="primary" />
          </May>
        }
      />
      <div className="flex flex-col gap-6">
        <Section
          title={t("page.loadsTitle")}
          description={t("page.loadsText", { count: portfolio.loads })}
          actions={
            uploads.next === null ? null : (
              <LinkButton href={`/uploads?portfolio=${portfolioId}`}>{t("page.allLoads")}</LinkButton>
            )
          }
        >
          {uploads.items.length === 0 ? (
            <p className="py-2 text-text-muted">{t("page.noLoads")}</p>
          ) : (
            <SectionBleed>
              <UploadList uploads={uploads.items} hasTenant={false} hasPortfolio={false} />
            </SectionBleed>
          )}
        </Section>
        <Section
          title={t("snapshot.title")}
          description={t("snapshot.description")}
          actions={hasSnapshot ? <LinkButton href={goneHref}>{t("closeOut.link")}</LinkButton> : null}
        >
          {hasSnapshot ? (
            <SectionBleed>
              <SnapshotTable snapshot={snapshot} currency={currency} goneHref={goneHref} />
            </SectionBleed>
          ) : (
            <p className="py-2 text-text-muted">{t("snapshot.empty")}</p>
          )}
        </Section>
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <Section title={t("page.settingsTitle")}>
            <PortfolioSettingsList portfolio={portfolio} />
          </Section>
          <Section title={t("thresholds.title")} description={t("thresholds.description")}>
            <SectionBleed>
              <ThresholdTable stored={portfolio.thresholds} />
            </SectionBleed>
          </Section>
        </div>
      </div>
    </>
  );
}
