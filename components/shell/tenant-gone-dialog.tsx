"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Callout } from "../ui/callout.tsx";
import { Button } from "../ui/form/button.tsx";
import { Dialog } from "../ui/overlay/dialog.tsx";

export interface TenantGoneDialogProps {
  /** The name of the page's tenant. */
  tenant: string;
  onCheck: () => Promise<void>;
  onLeave: () => void;
}

/** The page's user may no longer work for its tenant: the page waits, hidden, in case they may again. */
export function TenantGoneDialog({ tenant, onCheck, onLeave }: TenantGoneDialogProps) {
  const t = useTranslations("shell.tenantGone");
  const [isBusy, setBusy] = useState(false);
  const [isStillGone, setStillGone] = useState(false);

  const check = async () => {
    setBusy(true);
    setStillGone(false);
    await onCheck();
    // If the tenant is theirs again, this dialog is gone by now.
    setStillGone(true);
    setBusy(false);
  };

  return (
    <Dialog
      isOpen
      isClosable={false}
      onOpenChange={() => undefined}
      width="sm"
      title={t("title", { tenant })}
      description={t("text")}
      footer={
        <>
          <Button onClick={onLeave}>{t("leave")}</Button>
          <Button variant="primary" autoFocus isBusy={isBusy} onClick={() => void check()}>
            {t("check")}
          </Button>
        </>
      }
    >
      {isStillGone ? (
        <Callout tone="warning" role="alert" title={t("still.title", { tenant })}>
          {t("still.text")}
        </Callout>
      ) : null}
    </Dialog>
  );
}
