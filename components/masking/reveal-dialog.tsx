"use client";

import { useTranslations } from "use-intl";
import { ReasonForm } from "../portfolios/reason-form.tsx";
import { Dialog } from "../ui/overlay/dialog.tsx";

export interface RevealDialogProps {
  isOpen: boolean;
  isBusy: boolean;
  onClose: () => void;
  onReveal: (reason: string) => void;
}

/** Asks why a debtor is to be shown. */
export function RevealDialog({ isOpen, isBusy, onClose, onReveal }: RevealDialogProps) {
  const t = useTranslations("masking");
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("whyTitle")}
      description={t("whyText")}
    >
      <ReasonForm label={t("why")} submitLabel={t("reveal")} isBusy={isBusy} onSave={onReveal} />
    </Dialog>
  );
}
