import { Download, Layers } from "lucide-react";
import { May } from "#components/access/may.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { buttonClasses } from "#components/ui/form/button-classes.ts";
import { TextLink } from "#components/ui/text-link.tsx";
import { UploadList } from "#components/uploads/upload-list.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { currentTenant, myRetiredTenants } from "#lib/server/current-tenant.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { listUploads } from "#lib/services/uploads/list-uploads.ts";
import { AllRetired, NoTenant } from "../no-tenant.tsx";

const uploadsShown = 10;

/**
 * The morning before the first portfolio, or with retired tenants only: what is so, and the uploads of the chosen tenant
 * as their own page lists them.
 */
export async function NoPortfolios() {
  const [locale, tenant] = await Promise.all([requestLocale(), currentTenant()]);
  const t = translatorFor(locale, "portfolios.morning.empty");
  if (tenant === null) return <NoTenant />;
  const { items } = await load(listUploads, { tenantId: tenant.id, limit: uploadsShown });
  return (
    <>
      {tenant.isRetired === true ? <AllRetired tenants={await myRetiredTenants()} isRead /> : <FirstPortfolio />}
      {items.length === 0 ? null : (
        <section aria-labelledby="recent" className="mt-6">
          <div className="mb-2 flex items-baseline justify-between gap-4">
            <h2 id="recent" className="text-lg font-semibold">
              {t("recent")}
            </h2>
            <TextLink href="/uploads" className="touch-target">
              {t("all")}
            </TextLink>
          </div>
          <div className="overflow-hidden rounded-lg border border-border bg-surface-raised">
            <UploadList uploads={items} hasTenant={false} />
          </div>
        </section>
      )}
    </>
  );
}

async function FirstPortfolio() {
  const locale = await requestLocale();
  const t = translatorFor(locale, "portfolios.morning.empty");
  const history = translatorFor(locale, "outcome.history");
  return (
    <EmptyState
      icon={<Layers />}
      title={t("title")}
      actions={
        <May permission="uploads.load">
          <a href="/samples/cartera-de-ejemplo.csv" download className={buttonClasses()}>
            <Download aria-hidden />
            {history("empty.sample")}
          </a>
        </May>
      }
    >
      {t("text")}
    </EmptyState>
  );
}
