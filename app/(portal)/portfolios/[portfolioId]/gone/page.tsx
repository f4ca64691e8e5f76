import { UserCheck } from "lucide-react";
import type { Metadata } from "next";
import { withMessages } from "#app/with-messages.tsx";
import { GoneMenu } from "#components/close-out/gone-menu.tsx";
import { GoneTable } from "#components/close-out/gone-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { Section, SectionBleed } from "#components/ui/section.tsx";
import { pageLinks } from "#components/uploads/page-links.ts";
import { formattersFor } from "#lib/i18n/formatters.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { listGone } from "#lib/services/close-outs/list-gone.ts";
import { showGone } from "#lib/services/close-outs/show-gone.ts";
import { isPageKey } from "#lib/services/page-keys.ts";
import { ClosableLoads } from "./closable-loads.tsx";

interface GonePageProps {
  params: Promise<{ portfolioId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: GonePageProps): Promise<Metadata> {
  const { portfolio } = await load(showGone, { portfolioId: (await params).portfolioId });
  return { title: translatorFor(await requestLocale(), "portfolios.closeOut")("title", { portfolio: portfolio.name }) };
}

export default withMessages(GonePage, "issues", "outcome.result", "portfolios.closeOut", "reasons");

/** Who is gone in a portfolio, and the close-outs that can be made of them. */
async function GonePage({ params, searchParams }: GonePageProps) {
  const { portfolioId } = await params;
  const path = `/portfolios/${portfolioId}/gone`;
  const links = pageLinks(path, await searchParams, (key) => isPageKey("identification", key));
  const [gone, page, locale] = await Promise.all([
    load(showGone, { portfolioId }),
    load(listGone, { portfolioId, ...(links.after === undefined ? {} : { after: links.after }) }),
    requestLocale(),
  ]);
  const t = translatorFor(locale, "portfolios.closeOut");
  const { portfolio, totals, loads, currency } = gone;
  const { debtors, obligations, balance } = totals;
  return (
    <>
      <PageHeader
        title={t("title", { portfolio: portfolio.name })}
        breadcrumbs={[{ label: portfolio.name, href: `/portfolios/${portfolioId}` }]}
        description={t("text")}
        actions={debtors === 0 ? null : <GoneMenu portfolioId={portfolioId} />}
      />
      {debtors === 0 ? (
        <EmptyState icon={<UserCheck />} title={t("heading")}>
          {t("none")}
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-6">
          {loads.length === 0 ? null : (
            <Section title={t("loadsTitle")} description={t("loadsText")}>
              <SectionBleed>
                <ClosableLoads loads={loads} currency={currency} />
              </SectionBleed>
            </Section>
          )}
          <Section
            title={t("listTitle")}
            description={`${t("totals", { debtors, obligations })} · ${formattersFor(locale).money(balance, currency)}`}
          >
            <SectionBleed>
              <GoneTable debtors={page.items} currency={currency} />
              <Pagination
                previousHref={links.newer}
                nextHref={page.next === null ? undefined : links.older(page.next)}
                order="list"
                isInBox
              />
            </SectionBleed>
          </Section>
        </div>
      )}
    </>
  );
}
