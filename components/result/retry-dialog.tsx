"use client";

import { useTranslations } from "use-intl";
import { ConfirmDialog } from "../ui/overlay/confirm-dialog.tsx";

export interface RetryDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  count: number;
  /** There may be more than `count`. */
  isMore: boolean;
  /** Every failure of the upload, not only the ticked ones. */
  isAll: boolean;
  /** Unconfirmed debtors may be among them. */
  takesUnconfirmed: boolean;
  /** They could be corrected, too: not of a close-out, which has no rows. */
  canCorrect: boolean;
  isBusy: boolean;
  onConfirm: () => void;
}

/** Explains what a retry is before it is made. */
export function RetryDialog({
  isOpen,
  onOpenChange,
  count,
  isMore,
  isAll,
  takesUnconfirmed,
  canCorrect,
  isBusy,
  onConfirm,
}: RetryDialogProps) {
  const t = useTranslations("outcome.recover");
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={isMore ? t("retryTitleMore", { count }) : t("retryTitle", { count })}
      confirmLabel={t("retryConfirm")}
      isBusy={isBusy}
      onConfirm={onConfirm}
    >
      <div className="flex flex-col gap-2">
        <p>{t("retryWhat")}</p>
        {isAll ? <p>{t("retryAllWhat")}</p> : null}
        {takesUnconfirmed ? <p>{t("retryUnconfirmed")}</p> : null}
        <p>{t("retryRule", { corrects: canCorrect ? "yes" : "no" })}</p>
      </div>
    </ConfirmDialog>
  );
}
