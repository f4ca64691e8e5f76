import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { withMessages } from "#app/with-messages.tsx";
import { userDraftOf } from "#components/admin/user-draft.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section, SectionBleed } from "#components/ui/section.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { listSessions } from "#lib/services/sessions/list-sessions.ts";
import { listTenantSettings } from "#lib/services/tenants/list-tenant-settings.ts";
import { listUsers } from "#lib/services/users/list-users.ts";
import { EndSessionsButton } from "../../../account/end-sessions-button.tsx";
import { OpenSessions } from "../../../account/open-sessions.tsx";
import { UserEditor } from "../user-editor.tsx";
import { AccessSection } from "./access-section.tsx";

/** For the page and its title. */
const userOf = cache(async (userId: string) => {
  const user = (await load(listUsers, {})).find((candidate) => candidate.id === userId);
  if (user === undefined) notFound();
  return user;
});

interface UserPageProps {
  params: Promise<{ userId: string }>;
}

export async function generateMetadata({ params }: UserPageProps): Promise<Metadata> {
  return { title: (await userOf((await params).userId)).name };
}

export default withMessages(
  UserPage,
  "account.identities",
  "admin.access",
  "admin.fieldErrors",
  "admin.links",
  "admin.refusals",
  "admin.sessions",
  "admin.user",
  "issues",
  "reasons",
);

async function UserPage({ params }: UserPageProps) {
  const { userId } = await params;
  const [user, tenants, locale] = await Promise.all([userOf(userId), load(listTenantSettings, {}), requestLocale()]);
  const sessions = await load(listSessions, { userId });
  const isSelf = sessions.some(({ isCurrent }) => isCurrent);
  const t = translatorFor(locale, "admin.users");
  const words = translatorFor(locale, "admin.sessions");
  return (
    <>
      <PageHeader
        title={user.name}
        description={user.email}
        breadcrumbs={[{ label: t("title"), href: "/admin/users" }]}
      />
      <UserEditor userId={user.id} initial={userDraftOf(user)} tenants={tenants} />
      <AccessSection user={user} />
      <Section
        title={words("ofUser")}
        description={words("ofUserText")}
        className="mt-6"
        actions={sessions.length === 0 ? null : <EndSessionsButton ofUserId={isSelf ? null : user.id} />}
      >
        <SectionBleed>
          <OpenSessions sessions={sessions} />
        </SectionBleed>
      </Section>
    </>
  );
}
