import type { Metadata } from "next";
import { withMessages } from "#app/with-messages.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { currentCtx } from "#lib/server/current-ctx.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { showSecurity } from "#lib/services/users/show-security.ts";
import { SecurityPanel } from "./security-panel.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "account")("title") };
}

export default withMessages(SecurityPage, "account", "issues", "reasons");

/** The signed-in user's password and second factor. */
async function SecurityPage() {
  const [security, locale, { actor }] = await Promise.all([load(showSecurity, {}), requestLocale(), currentCtx()]);
  const t = translatorFor(locale, "account");
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <SecurityPanel security={security} email={actor?.email ?? ""} />
    </>
  );
}
