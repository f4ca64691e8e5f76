import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { withMessages } from "#app/with-messages.tsx";
import { emptyPortfolioDraft } from "#components/portfolios/portfolio-draft.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { currentTenant } from "#lib/server/current-tenant.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { requirePermission } from "#lib/server/require-permission.ts";
import { listCustomFields } from "#lib/services/tenants/list-custom-fields.ts";
import { PortfolioEditor } from "../portfolio-editor.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "portfolios.form")("newTitle") };
}

export default withMessages(
  NewPortfolioPage,
  "admin.fieldErrors",
  "admin.refusals",
  "fields",
  "portfolios.form",
  "portfolios.thresholds",
);

/** A new portfolio of the chosen tenant. */
async function NewPortfolioPage() {
  const [tenant, locale] = await Promise.all([currentTenant(), requestLocale()]);
  await requirePermission("portfolios.manage", tenant);
  // The list says what to do without a tenant.
  if (tenant === null) redirect("/portfolios");
  const customFields = await load(listCustomFields, { tenantId: tenant.id });
  const t = translatorFor(locale, "portfolios");
  return (
    <>
      <PageHeader
        title={t("form.newTitle")}
        description={t("form.newText", { tenant: tenant.name })}
        breadcrumbs={[{ label: t("list.title"), href: "/portfolios" }]}
      />
      <PortfolioEditor
        key={tenant.id}
        tenantId={tenant.id}
        portfolioId={null}
        initial={emptyPortfolioDraft}
        fields={fieldsOf(customFields)}
        timeZone={tenant.timeZone}
      />
    </>
  );
}
