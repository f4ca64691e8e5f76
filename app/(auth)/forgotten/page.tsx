import type { Metadata } from "next";
import { withMessages } from "#app/with-messages.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { AuthFrame } from "../auth-frame.tsx";
import { ForgottenForm } from "./forgotten-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "account.reset")("title") };
}

export default withMessages(ForgottenPage, "account.reset");

/** For who has forgotten their password. */
async function ForgottenPage() {
  const t = translatorFor(await requestLocale(), "account.reset");
  return (
    <AuthFrame
      title={t("title")}
      description={t("description")}
      footer={<TextLink href="/sign-in">{t("back")}</TextLink>}
    >
      <ForgottenForm />
    </AuthFrame>
  );
}
