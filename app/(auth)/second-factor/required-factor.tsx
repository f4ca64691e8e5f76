"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/form/button.tsx";
import { leave } from "#lib/server/session-client.ts";
import { SetUpFactor } from "../../(portal)/account/set-up-factor.tsx";
import { ReauthenticationHost } from "../../(portal)/reauthentication-host.tsx";

/** The setup of a required second factor, and the way out. */
export function RequiredFactor() {
  const t = useTranslations("account.required");
  const router = useRouter();
  const goOn = () => {
    router.replace("/morning");
    router.refresh();
  };
  return (
    <div className="flex flex-col gap-6">
      <SetUpFactor onDone={goOn} />
      <Button variant="ghost" onClick={() => void leave()} className="self-start">
        {t("signOut")}
      </Button>
      <ReauthenticationHost />
    </div>
  );
}
