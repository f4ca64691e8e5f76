import { notFound } from "next/navigation";
import { userDraftOf } from "#components/admin/user-draft.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { listTenantSettings } from "#lib/services/list-tenant-settings.ts";
import { listUsers } from "#lib/services/list-users.ts";
import { UserEditor } from "../user-editor.tsx";

export default async function UserPage({ params }: { params: Promise<{ userId: string }> }) {
  const { userId } = await params;
  const [users, tenants, locale] = await Promise.all([
    load(listUsers, {}),
    load(listTenantSettings, {}),
    requestLocale(),
  ]);
  const user = users.find((candidate) => candidate.id === userId);
  if (user === undefined) notFound();
  const t = translatorFor(locale, "admin.users");
  return (
    <>
      <PageHeader
        title={user.name}
        description={user.email}
        breadcrumbs={[{ label: t("title"), href: "/admin/users" }]}
      />
      <UserEditor userId={user.id} initial={userDraftOf(user)} tenants={tenants} />
    </>
  );
}
