import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { withMessages } from "#app/with-messages.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { needsFirstRun } from "#lib/services/users/needs-first-run.ts";
import { AuthFrame } from "../auth-frame.tsx";
import { FirstRunForm } from "./first-run-form.tsx";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "account.firstRun")("title") };
}

export default withMessages(FirstRunPage, "account.firstRun", "account.newPassword");

/** A portal without users: whoever reads its console makes the first admin. */
async function FirstRunPage() {
  if (!(await needsFirstRun())) redirect("/sign-in");
  const t = translatorFor(await requestLocale(), "account.firstRun");
  return (
    <AuthFrame title={t("title")} description={t("description")}>
      <FirstRunForm />
    </AuthFrame>
  );
}
