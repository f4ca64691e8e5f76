import type { Metadata } from "next";
import { withMessages } from "#app/with-messages.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { AuthFrame } from "../../auth-frame.tsx";
import { CloseWindow } from "./close-window.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "auth")("title") };
}

export default withMessages(ProvenPage);

/** The end of the window in which a user proved who they are. */
async function ProvenPage() {
  const t = translatorFor(await requestLocale(), "auth");
  return (
    <AuthFrame title={t("title")} description={t("provider.closing")}>
      <CloseWindow />
    </AuthFrame>
  );
}
