"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/form/button.tsx";
import { signInAtProvider } from "#lib/server/session-client.ts";

/** Signs in through the OpenID Connect provider, above the form for a password. */
export function ProviderButton({ name }: { name: string }) {
  const t = useTranslations("auth.provider");
  const [isBusy, setBusy] = useState(false);
  const go = () => {
    setBusy(true);
    void signInAtProvider({ isAgain: false });
  };
  return (
    <>
      <Button variant="primary" isBusy={isBusy} onClick={go} className="w-full justify-center">
        {t("signIn", { name })}
      </Button>
      <p className="my-4 flex items-center gap-3 text-sm text-text-muted before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
        {t("or")}
      </p>
    </>
  );
}
