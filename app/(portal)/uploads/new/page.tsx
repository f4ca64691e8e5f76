import { Building2 } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { currentTenant } from "#lib/server/current-tenant.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { listCustomFields } from "#lib/services/list-custom-fields.ts";
import { NewUploadWizard } from "./new-upload-wizard.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "drop")("title") };
}

export default async function NewUploadPage() {
  const [tenant, locale] = await Promise.all([currentTenant(), requestLocale()]);
  const t = translatorFor(locale, "drop");
  if (tenant === null) {
    return (
      <>
        <PageHeader title={t("title")} />
        <EmptyState icon={<Building2 />} title={t("noTenant.title")}>
          <p>{t("noTenant.text")}</p>
        </EmptyState>
      </>
    );
  }
  const declarations = await load(listCustomFields, { tenantId: tenant.id });
  // A wizard belongs to one tenant: choosing another one begins anew, because fields and memory are that tenant's.
  return <NewUploadWizard key={tenant.id} tenant={tenant} fields={fieldsOf(declarations)} />;
}
