"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { PasswordForm } from "#components/account/password-form.tsx";
import { RecoveryCodes } from "#components/account/recovery-codes.tsx";
import { Button } from "#components/ui/form/button.tsx";
import { ConfirmDialog } from "#components/ui/overlay/confirm-dialog.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";
import { Section } from "#components/ui/section.tsx";
import type { SecurityView } from "#lib/domain/views/security-view.ts";
import { asSignedIn } from "../../session-requests.ts";
import { useAction } from "../../uploads/[uploadId]/use-action.ts";
import { changePasswordAction, removeSecondFactorAction, renewRecoveryCodesAction } from "../actions.ts";
import { SetUpFactor } from "../set-up-factor.tsx";

/** One's own password and second factor. */
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
    </div>
  );
}

function FactorSection({ security: { hasSecondFactor, isRequired, recoveryCodes } }: { security: SecurityView }) {
  const t = useTranslations("account.factor");
  const router = useRouter();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  // Until its codes have been kept, the setup stays, though the page already knows the factor.
  const [isSettingUp, setSettingUp] = useState(!hasSecondFactor);
  const [isAsking, setAsking] = useState(false);
  const renew = useAction(renewRecoveryCodesAction);
  const remove = useAction(removeSecondFactorAction);

  const renewNow = async () => {
    const answer = await renew.run({});
    if (answer?.ok === true) setCodes(answer.value.codes);
  };
  const removeNow = async () => {
    const answer = await remove.run({});
    setAsking(false);
    if (answer?.ok !== true) return;
    showToast("success", t("removed"));
    setSettingUp(true);
    router.refresh();
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
          <Button isBusy={renew.isBusy} onClick={() => void renewNow()}>
            {t("renew")}
          </Button>
          {isRequired ? null : <Button onClick={() => setAsking(true)}>{t("remove")}</Button>}
        </div>
      ) : (
        <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />
      )}
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={t("removeTitle")}
        confirmLabel={t("remove")}
        tone="danger"
        isBusy={remove.isBusy}
        onConfirm={() => void removeNow()}
      >
        {t("removeText")}
      </ConfirmDialog>
    </Section>
  );
}
