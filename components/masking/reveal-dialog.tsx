"use client";

import { useTranslations } from "use-intl";
import { ReasonForm } from "../portfolios/reason-form.tsx";
import { Dialog } from "../ui/overlay/dialog.tsx";

export interface RevealDialogProps {
  isOpen: boolean;
  isBusy: boolean;
  onClose: () => void;
  /** Once it is closed; gives the focus back. */
  onClosed: () => void;
  onReveal: (reason: string) => void;
}

/** Asks why a debtor is to be shown. */
export function RevealDialog({ isOpen, isBusy, onClose, onClosed, onReveal }: RevealDialogProps) {
  const t = useTranslations("masking");
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      onClosed={onClosed}
      title={t("whyTitle")}
      description={t("whyText")}
    >
      <ReasonForm label={t("why")} submitLabel={t("reveal")} isBusy={isBusy} onSave={onReveal} />
    </Dialog>
  );
}
