import type { Metadata } from "next";
import { withMessages } from "#app/with-messages.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { AuthFrame } from "../auth-frame.tsx";
import { SetPasswordForm } from "./set-password-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "account.link")("title") };
}

export default withMessages(SetPasswordPage, "account.link", "account.newPassword");

/** Where the link of an invitation or a reset leads. */
async function SetPasswordPage() {
  const t = translatorFor(await requestLocale(), "account.link");
  return (
    <AuthFrame title={t("title")} description={t("description")}>
      <SetPasswordForm />
    </AuthFrame>
  );
}
