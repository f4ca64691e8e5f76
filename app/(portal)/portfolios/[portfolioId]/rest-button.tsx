"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { usePageActions } from "#components/ui/actions/use-page-actions.ts";
import { Button } from "#components/ui/form/button.tsx";
import { ConfirmDialog } from "#components/ui/overlay/confirm-dialog.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";
import { useAction } from "../../uploads/[uploadId]/use-action.ts";
import { restPortfolioAction } from "../actions.ts";

export interface RestButtonProps {
  portfolioId: string;
  name: string;
  isResting: boolean;
}

/** Puts a portfolio to rest, which it asks about first, or wakes it. */
export function RestButton({ portfolioId, name, isResting }: RestButtonProps) {
  const t = useTranslations("portfolios.page");
  const [isAsking, setAsking] = useState(false);
  const action = useAction(restPortfolioAction);

  const change = async () => {
    const answer = await action.run({ portfolioId, isResting: !isResting });
    if (answer?.ok !== true) return;
    setAsking(false);
    showToast("success", t(isResting ? "woken" : "rested"));
  };

  const ask = () => setAsking(true);
  usePageActions({
    actions: [
      isResting
        ? { id: "wake", label: t("wake"), isEnabled: !action.isBusy, run: () => void change() }
        : { id: "rest", label: t("rest"), run: ask },
    ],
  });

  if (isResting)
    return (
      <Button isBusy={action.isBusy} onClick={() => void change()}>
        {t("wake")}
      </Button>
    );
  return (
    <>
      <Button onClick={ask}>{t("rest")}</Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={t("restTitle", { name })}
        confirmLabel={t("rest")}
        isBusy={action.isBusy}
        onConfirm={() => void change()}
      >
        {t("restText")}
      </ConfirmDialog>
    </>
  );
}
