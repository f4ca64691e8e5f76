import type { Metadata } from "next";
import { withMessages } from "#app/with-messages.tsx";
import { emptyTenantDraft } from "#components/admin/tenant-draft.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { listTenantSettings } from "#lib/services/tenants/list-tenant-settings.ts";
import { TenantEditor } from "../tenant-editor.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "admin.tenants")("newTitle") };
}

export default withMessages(NewTenantPage, "admin", "issues", "reasons");

async function NewTenantPage() {
  // Loaded for its authorisation: whoever may not list tenants may not create one.
  const [, locale] = await Promise.all([load(listTenantSettings, {}), requestLocale()]);
  const t = translatorFor(locale, "admin.tenants");
  return (
    <>
      <PageHeader
        title={t("newTitle")}
        description={t("newText")}
        breadcrumbs={[{ label: t("title"), href: "/admin/tenants" }]}
      />
      <TenantEditor tenantId={null} tokenLastFour={null} initial={emptyTenantDraft} />
    </>
  );
}
