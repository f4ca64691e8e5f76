import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { withMessages } from "#app/with-messages.tsx";
import { Brand } from "#components/shell/brand.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { currentCtx } from "#lib/server/current-ctx.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { requestSessionId } from "#lib/server/session-cookie.ts";
import { EraseKept } from "./erase-kept.tsx";
import { SignInForm } from "./sign-in-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "auth")("title") };
}

export default withMessages(SignInPage, "auth", "kept.erasing");

async function SignInPage() {
  const { actor } = await currentCtx();
  if (actor !== null) redirect("/morning");
  // Signing out deletes the cookie, so a request that still has one comes from a session that ended in another way.
  const [locale, sessionId] = await Promise.all([requestLocale(), requestSessionId()]);
  const hasEnded = sessionId !== null;
  const t = translatorFor(locale, "auth");

  return (
    <main className="grid min-h-dvh place-items-center px-4 py-12">
      <div className="w-full max-w-[22rem]">
        <div className="mb-6">
          <Brand name={translatorFor(locale, "common")("product")} />
        </div>
        <div className="rounded-md border border-border bg-surface-raised p-6">
          <h1 className="text-xl font-semibold tracking-tight">{t("title")}</h1>
          <p className="mt-1 mb-6 text-text-muted">{t("description")}</p>
          {hasEnded ? (
            <Callout tone="info" role="status" title={t("ended.title")} className="mb-4">
              {t("ended.text")}
            </Callout>
          ) : null}
          <SignInForm />
          <EraseKept />
        </div>
        <p className="mt-4 text-sm text-text-muted">{t("forgotten")}</p>
      </div>
    </main>
  );
}
