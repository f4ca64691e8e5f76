"use client";

import { useTranslations } from "use-intl";
import { Callout } from "#components/ui/callout.tsx";
import { Button } from "#components/ui/form/button.tsx";

/** Shows the digest (the request's id, if a use case failed), which is also in the server's log, never the error's own text. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations("common");
  return (
    <div className="mx-auto max-w-xl px-4 py-16">
      <Callout
        tone="error"
        role="alert"
        title={t("failure.title")}
        action={<Button onClick={reset}>{t("retry")}</Button>}
      >
        <p>{t("failure.text")}</p>
        {error.digest === undefined ? null : (
          <p className="mt-2 font-mono text-sm">{t("failure.code", { code: error.digest })}</p>
        )}
      </Callout>
    </div>
  );
}
