import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { withMessages } from "#app/with-messages.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { currentCtx } from "#lib/server/current-ctx.ts";
import { keptProviderAnswer } from "#lib/server/provider-answer.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { requestSessionId } from "#lib/server/session-cookie.ts";
import { signInWays } from "#lib/server/sign-in-ways.ts";
import { needsFirstRun } from "#lib/services/users/needs-first-run.ts";
import { AuthFrame } from "../auth-frame.tsx";
import { EraseKept } from "./erase-kept.tsx";
import { ProviderButton } from "./provider-button.tsx";
import { SignInForm } from "./sign-in-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "auth")("title") };
}

export default withMessages(SignInPage, "auth", "kept.erasing");

async function SignInPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { actor } = await currentCtx();
  if (actor !== null) redirect("/morning");
  if (await needsFirstRun()) redirect("/first-run");
  // Signing out deletes the cookie, so a request that still has one comes from a session that ended in another way.
  const [locale, sessionId, { error, step }, kept] = await Promise.all([
    requestLocale(),
    requestSessionId(),
    searchParams,
    keptProviderAnswer(),
  ]);
  const t = translatorFor(locale, "auth");
  const { provider, hasMail } = signInWays();
  const answer = step === "provider" ? kept : null;
  if (answer !== null && provider !== null)
    return (
      <AuthFrame
        title={t(`provider.step.${answer.proof}.title`)}
        description={t(`provider.step.${answer.proof}.text`, { name: provider, email: answer.claims.email ?? "" })}
        footer={<TextLink href="/sign-in">{t("provider.step.back")}</TextLink>}
      >
        <SignInForm answered={{ proof: answer.proof, email: answer.claims.email ?? "" }} />
      </AuthFrame>
    );

  return (
    <AuthFrame
      title={t("title")}
      description={t("description")}
      footer={
        hasMail
          ? t.rich("forgotten", { link: (words) => <TextLink href="/forgotten">{words}</TextLink> })
          : t("forgottenByMail")
      }
    >
      {error === "provider" ? (
        <Callout tone="error" role="alert" title={t("provider.refused.title")} className="mb-4">
          {t("provider.refused.text")}
        </Callout>
      ) : sessionId !== null ? (
        <Callout tone="info" role="status" title={t("ended.title")} className="mb-4">
          {t("ended.text")}
        </Callout>
      ) : null}
      {provider === null ? null : <ProviderButton name={provider} />}
      <SignInForm answered={null} />
      <EraseKept />
    </AuthFrame>
  );
}
