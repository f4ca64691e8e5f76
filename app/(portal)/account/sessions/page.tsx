import type { Metadata } from "next";
import { withMessages } from "#app/with-messages.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TableBox } from "#components/ui/section.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { sessionLimits } from "#lib/server/session-limits.ts";
import { listSessions } from "#lib/services/sessions/list-sessions.ts";
import { EndSessionsButton } from "../end-sessions-button.tsx";
import { OpenSessions } from "../open-sessions.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "admin.sessions")("title") };
}

export default withMessages(SessionsPage, "admin.sessions", "issues", "reasons");

/** The signed-in user's open sessions. */
async function SessionsPage() {
  const [sessions, locale] = await Promise.all([load(listSessions, {}), requestLocale()]);
  const t = translatorFor(locale, "admin.sessions");
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description", sessionLimits())}
        actions={<EndSessionsButton ofUserId={null} />}
      />
      <TableBox>
        <OpenSessions sessions={sessions} />
      </TableBox>
    </>
  );
}
