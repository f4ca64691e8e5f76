import type { Metadata } from "next";
import { withMessages } from "#app/with-messages.tsx";
import { emptyUserDraft } from "#components/admin/user-draft.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { listTenantSettings } from "#lib/services/tenants/list-tenant-settings.ts";
import { UserEditor } from "../user-editor.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "admin.users")("newTitle") };
}

export default withMessages(NewUserPage, "admin.fieldErrors", "admin.links", "admin.refusals", "admin.user");

async function NewUserPage() {
  const [tenants, locale] = await Promise.all([load(listTenantSettings, {}), requestLocale()]);
  const t = translatorFor(locale, "admin.users");
  return (
    <>
      <PageHeader
        title={t("newTitle")}
        description={t("newText")}
        breadcrumbs={[{ label: t("title"), href: "/admin/users" }]}
      />
      <UserEditor userId={null} initial={emptyUserDraft} tenants={tenants} />
    </>
  );
}
