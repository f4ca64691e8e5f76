"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { type AccountRefusal, PasswordForm } from "#components/account/password-form.tsx";
import { RecoveryCodes } from "#components/account/recovery-codes.tsx";
import { type ProofRefusal, ReauthenticationDialog } from "#components/shell/reauthentication-dialog.tsx";
import { Button } from "#components/ui/form/button.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";
import { Section } from "#components/ui/section.tsx";
import type { SecurityView } from "#lib/domain/views/security-view.ts";
import { asSignedIn } from "../../session-requests.ts";
import { changePasswordAction, removeSecondFactorAction, renewRecoveryCodesAction } from "../actions.ts";
import { LinkedIdentities } from "../linked-identities.tsx";
import { SetUpFactor } from "../set-up-factor.tsx";

/** One's own password, second factor and links with identity providers. */
export function SecurityPanel({ security, email }: { security: SecurityView; email: string }) {
  const t = useTranslations("account");
  return (
    <div className="flex flex-col gap-6">
      <Section title={t("password.title")} description={t(security.hasPassword ? "password.text" : "password.none")}>
        {security.hasPassword ? (
          <PasswordForm
            email={email}
            onChange={async (typed) => {
              const answer = await asSignedIn(() => changePasswordAction(typed));
              if (!answer.ok) return answer;
              showToast("success", t("password.changed"));
              return null;
            }}
          />
        ) : null}
      </Section>
      <FactorSection security={security} />
      {security.identities.length === 0 ? null : (
        <Section title={t("identities.title")} description={t("identities.text")}>
          <LinkedIdentities identities={security.identities} ofUserId={null} />
        </Section>
      )}
    </div>
  );
}

function FactorSection({ security: { hasSecondFactor, isRequired, recoveryCodes } }: { security: SecurityView }) {
  const t = useTranslations("account.factor");
  const router = useRouter();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  // Until its codes have been kept, the setup stays, though the page already knows the factor.
  const [isSettingUp, setSettingUp] = useState(!hasSecondFactor);
  const [asked, setAsked] = useState<"renew" | "remove" | null>(null);

  const renew = async ({ code = "" }: { code?: string }) => {
    const answer = await asSignedIn(() => renewRecoveryCodesAction({ code }));
    if (!answer.ok) return refusalOf(answer);
    setAsked(null);
    setCodes(answer.value.codes);
    return null;
  };
  const remove = async ({ code = "" }: { code?: string }) => {
    const answer = await asSignedIn(() => removeSecondFactorAction({ code }));
    if (!answer.ok) return refusalOf(answer);
    setAsked(null);
    showToast("success", t("removed"));
    setSettingUp(true);
    router.refresh();
    return null;
  };

  if (isSettingUp)
    return (
      <Section title={t("title")} description={t("text")}>
        <SetUpFactor onDone={() => setSettingUp(false)} />
      </Section>
    );
  return (
    <Section title={t("title")} description={t("isOn", { count: recoveryCodes })}>
      {codes === null ? (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setAsked("renew")}>{t("renew")}</Button>
          {isRequired ? null : <Button onClick={() => setAsked("remove")}>{t("remove")}</Button>}
        </div>
      ) : (
        <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />
      )}
      {asked === null ? null : (
        <ReauthenticationDialog
          proof="code"
          purpose={{
            title: t(`${asked}Title`),
            text: t(`${asked}Text`),
            confirmLabel: t(asked),
            tone: asked === "remove" ? "danger" : "primary",
          }}
          onProve={asked === "remove" ? remove : renew}
          onCancel={() => setAsked(null)}
        />
      )}
    </Section>
  );
}

function refusalOf({ code, params }: AccountRefusal): ProofRefusal {
  return { code, seconds: Number(params.retryAfterSeconds ?? 0) };
}
