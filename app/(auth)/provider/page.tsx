import type { Metadata } from "next";
import { withMessages } from "#app/with-messages.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { AuthFrame } from "../auth-frame.tsx";
import { ToProvider } from "./to-provider.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "auth")("title") };
}

export default withMessages(ProviderPage);

/** The window in which a signed-in user proves at the provider who they are. */
async function ProviderPage() {
  const t = translatorFor(await requestLocale(), "auth");
  return (
    <AuthFrame title={t("title")} description={t("provider.opening")}>
      <ToProvider />
    </AuthFrame>
  );
}
