import { Building2 } from "lucide-react";
import type { Metadata } from "next";
import { withMessages } from "#app/with-messages.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import type { TenantView } from "#lib/domain/views/tenant-view.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { currentTenant, offeredTenants } from "#lib/server/current-tenant.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { requirePermission } from "#lib/server/require-permission.ts";
import { listCustomFields } from "#lib/services/tenants/list-custom-fields.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { NoTenant } from "../../no-tenant.tsx";
import { NewUpload } from "./new-upload.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "drop")("title") };
}

interface NewUploadPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default withMessages(
  NewUploadPage,
  "columns",
  "cures",
  "drop",
  "fields",
  "findings",
  "issues",
  "kept",
  "mapping",
  "outcome.recover",
  "portfolios.declared",
  "portfolios.file",
  "portfolios.parts",
  "review",
  "reviewDebtors",
  "reviewView.columns",
  "reviewView.density",
  "reviewView.panel",
  "reviewView.totals",
);

/**
 * `?correct=` begins with the failures of that upload, in its tenant; `&debtors=`, `&reason=` or `&leftOut=` with some of them.
 * `?tenant=` is for one of the user's tenants whichever is chosen, and `&portfolio=` proposes one of its portfolios.
 */
async function NewUploadPage({ searchParams }: NewUploadPageProps) {
  await requirePermission("uploads.load");
  const { correct, debtors, reason, leftOut, tenant: asked, portfolio } = await searchParams;
  const corrected = typeof correct === "string" ? await load(showUpload, { uploadId: correct }) : null;
  const [tenant, locale] = await Promise.all([
    corrected === null ? askedTenant(asked) : tenantOf(corrected.tenant.id),
    requestLocale(),
  ]);
  const t = translatorFor(locale, "drop");
  if (tenant === null) {
    return (
      <>
        <PageHeader title={t("title")} />
        <NoTenant>
          <EmptyState icon={<Building2 />} title={t("noTenant.title")}>
            <p>{t("noTenant.text")}</p>
          </EmptyState>
        </NoTenant>
      </>
    );
  }
  const declarations = await load(listCustomFields, { tenantId: tenant.id });
  // A wizard belongs to one tenant and one beginning. Another one starts it anew, because fields and memory
  // are the tenant's.
  const failures =
    corrected === null
      ? null
      : {
          uploadId: corrected.id,
          fileName: corrected.fileName,
          debtors: single(debtors),
          reason: single(reason),
          leftOut: single(leftOut),
        };
  const begunFor = single(portfolio);
  const key = JSON.stringify([tenant.id, failures, begunFor]);
  return (
    <NewUpload key={key} tenant={tenant} fields={fieldsOf(declarations)} failures={failures} begunFor={begunFor} />
  );
}

function single(value: string | string[] | undefined): string | null {
  return typeof value === "string" ? value : null;
}

async function askedTenant(asked: string | string[] | undefined): Promise<TenantView | null> {
  const tenant = (typeof asked === "string" ? await tenantOf(asked) : null) ?? (await currentTenant());
  return tenant?.isRetired === true ? null : tenant;
}

async function tenantOf(tenantId: string): Promise<TenantView | null> {
  return (await offeredTenants()).find((tenant) => tenant.id === tenantId) ?? null;
}
