import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { withMessages } from "#app/with-messages.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { currentCtx } from "#lib/server/current-ctx.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { AuthFrame } from "../auth-frame.tsx";
import { RequiredFactor } from "./required-factor.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "account.required")("title") };
}

export default withMessages(
  SecondFactorPage,
  "account.codes",
  "account.required",
  "account.setup",
  "auth.code",
  "issues",
  "reasons",
  "shell.reauthentication",
);

/** For who must set up a second factor before anything else. It stays until the recovery codes have been kept. */
async function SecondFactorPage() {
  const { actor } = await currentCtx();
  if (actor === null) redirect("/sign-in");
  const t = translatorFor(await requestLocale(), "account.required");
  return (
    <AuthFrame title={t("title")} description={t("description")} isWide>
      <RequiredFactor />
    </AuthFrame>
  );
}
