import type { Metadata } from "next";
import { withMessages } from "#app/with-messages.tsx";
import { portfolioDraftOf } from "#components/portfolios/portfolio-draft.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { pageTenant } from "#lib/server/page-tenant.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { requirePermission } from "#lib/server/require-permission.ts";
import { showPortfolio } from "#lib/services/portfolios/show-portfolio.ts";
import { listCustomFields } from "#lib/services/tenants/list-custom-fields.ts";
import { PortfolioEditor } from "../../portfolio-editor.tsx";

interface EditPortfolioPageProps {
  params: Promise<{ portfolioId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "portfolios.page")("edit") };
}

export default withMessages(
  EditPortfolioPage,
  "admin.fieldErrors",
  "admin.refusals",
  "fields",
  "portfolios.form",
  "portfolios.thresholds",
);

async function EditPortfolioPage({ params }: EditPortfolioPageProps) {
  const { portfolioId } = await params;
  await requirePermission("portfolios.manage", await pageTenant(["portfolios", portfolioId], {}));
  const [portfolio, locale] = await Promise.all([load(showPortfolio, { portfolioId }), requestLocale()]);
  const customFields = await load(listCustomFields, { tenantId: portfolio.tenant.id });
  const t = translatorFor(locale, "portfolios");
  return (
    <>
      <PageHeader
        title={t("form.editTitle", { name: portfolio.name })}
        description={portfolio.tenant.name}
        breadcrumbs={[
          { label: t("list.title"), href: "/portfolios" },
          { label: portfolio.name, href: `/portfolios/${portfolioId}` },
        ]}
      />
      <PortfolioEditor
        tenantId={portfolio.tenant.id}
        portfolioId={portfolio.id}
        initial={portfolioDraftOf(portfolio)}
        fields={fieldsOf(customFields)}
        timeZone={portfolio.tenant.timeZone}
      />
    </>
  );
}
