"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Callout } from "../ui/callout.tsx";
import { DateTime } from "../ui/date-time.tsx";
import { Button } from "../ui/form/button.tsx";
import { Dialog } from "../ui/overlay/dialog.tsx";

export interface TenantGoneDialogProps {
  /** The name of the page's tenant. */
  tenant: string;
  /** Since when it is retired, if that is why, ISO 8601. */
  retiredAt: string | null;
  onCheck: () => Promise<void>;
  onLeave: () => void;
}

/** The page's user may no longer work for its tenant, or nobody may: the page waits, hidden, in case they may again. */
export function TenantGoneDialog({ tenant, retiredAt, onCheck, onLeave }: TenantGoneDialogProps) {
  const t = useTranslations("shell.tenantGone");
  const why = retiredAt === null ? "lost" : "retired";
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
      title={t(`${why}.title`, { tenant })}
      description={
        <>
          {retiredAt === null
            ? t("lost.text")
            : t.rich("retired.text", { at: () => <DateTime value={retiredAt} show="date" /> })}{" "}
          {t("text")}
        </>
      }
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
        <Callout tone="warning" role="alert" title={t(`${why}.still`, { tenant })}>
          {t("unchanged")}
        </Callout>
      ) : null}
    </Dialog>
  );
}
