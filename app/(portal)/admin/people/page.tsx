import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { withMessages } from "#app/with-messages.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { isAllowed } from "#lib/domain/access/permission.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { currentCtx } from "#lib/server/current-ctx.ts";
import { currentTenant } from "#lib/server/current-tenant.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { NoTenant } from "../../no-tenant.tsx";
import { PersonDesk } from "./person-desk.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "people")("title") };
}

export default withMessages(PeoplePage, "issues", "people", "reasons");

/** What the chosen tenant knows of one person: to be given to that person, or erased. */
async function PeoplePage() {
  const t = translatorFor(await requestLocale(), "people");
  const [{ actor }, tenant] = await Promise.all([currentCtx(), currentTenant()]);
  if (actor === null || !isAllowed(actor.role, "people.erase")) notFound();
  if (tenant === null) return <NoTenant />;
  return (
    <>
      <PageHeader title={t("title")} description={t("description", { operation: tenant.name })} />
      <PersonDesk key={tenant.id} tenantId={tenant.id} />
    </>
  );
}
