import type { Metadata } from "next";
import { withMessages } from "#app/with-messages.tsx";
import { May } from "#components/access/may.tsx";
import { ComparisonLead } from "#components/comparison/comparison-lead.tsx";
import { ComparisonMenu } from "#components/comparison/comparison-menu.tsx";
import { ComparisonTables } from "#components/comparison/comparison-tables.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { currencyOfSums } from "#lib/domain/outcome/currency-of-sums.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { ComparedPanel } from "./compared-panel.tsx";

interface ComparisonPageProps {
  params: Promise<{ uploadId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: ComparisonPageProps): Promise<Metadata> {
  const { uploadId } = await params;
  const { portfolio } = await load(showComparison, { uploadId });
  return {
    title: translatorFor(await requestLocale(), "portfolios.comparison")("pageTitle", { name: portfolio.name }),
  };
}

export default withMessages(
  ComparisonPage,
  "fields",
  "masking",
  "outcome.figures",
  "outcome.result",
  "portfolios.comparison",
  "portfolios.reason",
);

/** An upload against what was last accepted of its portfolio: in figures, then debtor by debtor. */
async function ComparisonPage({ params, searchParams }: ComparisonPageProps) {
  const { uploadId } = await params;
  const [comparison, upload] = await Promise.all([load(showComparison, { uploadId }), load(showUpload, { uploadId })]);
  const locale = await requestLocale();
  const t = translatorFor(locale, "portfolios.comparison");
  const currency = currencyOfSums(upload);
  const { portfolio, fileName, isFirst, isErased } = comparison;

  return (
    <>
      <PageHeader
        breadcrumbs={[
          { label: translatorFor(locale, "outcome")("uploadsTitle"), href: "/uploads" },
          { label: fileName, href: `/uploads/${uploadId}` },
        ]}
        title={t("pageTitle", { name: portfolio.name })}
        actions={
          isFirst || isErased ? null : (
            <May permission="debtors.download">
              <ComparisonMenu uploadId={uploadId} />
            </May>
          )
        }
      />
      <div className="flex flex-col gap-4">
        <ComparisonLead view={comparison} currency={currency} href={null} />
        {isErased ? <Callout>{t("list.erased")}</Callout> : null}
        {isFirst ? null : <ComparisonTables view={comparison} currency={currency} />}
        {isFirst || isErased ? null : (
          <ComparedPanel view={comparison} query={await searchParams} hasBalance={currency !== null} />
        )}
      </div>
    </>
  );
}
