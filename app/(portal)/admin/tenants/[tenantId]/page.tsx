import type { Metadata } from "next";
import { cache } from "react";
import { withMessages } from "#app/with-messages.tsx";
import { draftOf } from "#components/admin/tenant-draft.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { listCustomFields } from "#lib/services/tenants/list-custom-fields.ts";
import { showTenant } from "#lib/services/tenants/show-tenant.ts";
import { TenantEditor } from "../tenant-editor.tsx";
import { CustomFieldEditor } from "./custom-field-editor.tsx";
import { RetireSection } from "./retire-section.tsx";

interface TenantPageProps {
  params: Promise<{ tenantId: string }>;
}

/** Once for the title and the page. */
const tenantOf = cache((tenantId: string) => load(showTenant, { tenantId }));

export async function generateMetadata({ params }: TenantPageProps): Promise<Metadata> {
  return { title: (await tenantOf((await params).tenantId)).name };
}

export default withMessages(TenantPage, "admin", "issues", "reasons");

async function TenantPage({ params }: TenantPageProps) {
  const { tenantId } = await params;
  const [tenant, fields, locale] = await Promise.all([
    tenantOf(tenantId),
    load(listCustomFields, { tenantId }),
    requestLocale(),
  ]);
  const t = translatorFor(locale, "admin.tenants");
  return (
    <>
      <PageHeader
        title={tenant.name}
        description={t("oneText", { operation: tenant.operation, server: tenant.server })}
        breadcrumbs={[{ label: t("title"), href: "/admin/tenants" }]}
      />
      <div className="flex flex-col gap-6">
        <TenantEditor tenantId={tenant.id} tokenLastFour={tenant.tokenLastFour} initial={draftOf(tenant)} />
        <CustomFieldEditor tenantId={tenant.id} fields={fields} />
        <RetireSection tenant={tenant} />
      </div>
    </>
  );
}
