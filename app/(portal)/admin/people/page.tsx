import type { Metadata } from "next";
import { withMessages } from "#app/with-messages.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { currentTenant, myTenants } from "#lib/server/current-tenant.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { requirePermission } from "#lib/server/require-permission.ts";
import { NoTenant } from "../../no-tenant.tsx";
import { PersonDesk } from "./person-desk.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "people")("title") };
}

export default withMessages(PeoplePage, "issues", "people", "reasons");

interface PeoplePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What the chosen tenant, or that of `?tenant=`, knows of one person: to be given to that person, or erased. */
async function PeoplePage({ searchParams }: PeoplePageProps) {
  await requirePermission("people.erase");
  const { tenant: asked } = await searchParams;
  const [tenants, chosen, locale] = await Promise.all([myTenants(), currentTenant(), requestLocale()]);
  const tenant = tenants.find(({ id }) => id === asked) ?? chosen;
  const t = translatorFor(locale, "people");
  if (tenant === null) return <NoTenant />;
  return (
    <>
      <PageHeader title={t("title")} description={t("description", { operation: tenant.name })} />
      <PersonDesk key={tenant.id} tenantId={tenant.id} />
    </>
  );
}
