import { UserCheck } from "lucide-react";
import type { Metadata } from "next";
import { cache } from "react";
import { withMessages } from "#app/with-messages.tsx";
import { May } from "#components/access/may.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section, SectionBleed } from "#components/ui/section.tsx";
import { goneLists } from "#lib/domain/views/close-out-view.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { showGone } from "#lib/services/close-outs/show-gone.ts";
import { ClosableLoads } from "./closable-loads.tsx";
import { GonePanel } from "./gone-panel.tsx";

interface GonePageProps {
  params: Promise<{ portfolioId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Once for the title and the page: it adds up what all loads named. */
const goneOf = cache((portfolioId: string) => load(showGone, { portfolioId }));

export async function generateMetadata({ params }: GonePageProps): Promise<Metadata> {
  const { portfolio } = await goneOf((await params).portfolioId);
  return { title: translatorFor(await requestLocale(), "portfolios.closeOut")("title", { portfolio: portfolio.name }) };
}

export default withMessages(
  GonePage,
  "issues",
  "masking",
  "outcome.result",
  "portfolios.closeOut",
  "portfolios.reason",
  "reasons",
);

/** Who and what is gone in a portfolio, the close-outs that can be made of it, and who was closed. */
async function GonePage({ params, searchParams }: GonePageProps) {
  const { portfolioId } = await params;
  const [view, query, locale] = await Promise.all([goneOf(portfolioId), searchParams, requestLocale()]);
  const t = translatorFor(locale, "portfolios.closeOut");
  const { portfolio, totals, loads, currency } = view;
  return (
    <>
      <PageHeader
        title={t("title", { portfolio: portfolio.name })}
        breadcrumbs={[{ label: portfolio.name, href: `/portfolios/${portfolioId}` }]}
        description={t("text")}
      />
      {goneLists.every((list) => totals[list].debtors === 0) ? (
        <EmptyState icon={<UserCheck />} title={t("heading")}>
          {t("none")}
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-6">
          {loads.length === 0 ? null : (
            <May permission="uploads.load">
              <Section title={t("loadsTitle")} description={t("loadsText")}>
                <SectionBleed>
                  <ClosableLoads loads={loads} currency={currency} portfolioId={portfolioId} />
                </SectionBleed>
              </Section>
            </May>
          )}
          <GonePanel view={view} query={query} />
        </div>
      )}
    </>
  );
}
