"use client";

import { SearchCheck } from "lucide-react";
import { type RefObject, useState } from "react";
import { useTranslations } from "use-intl";
import { ReadBackDialog } from "#components/result/read-back-dialog.tsx";
import { usePageActions } from "#components/ui/actions/use-page-actions.ts";
import { Button } from "#components/ui/form/button.tsx";
import type { ReadBackPlan } from "#lib/domain/views/plans.ts";
import { planReadBackAction, readBackUploadAction } from "../actions.ts";
import { useAction } from "../use-action.ts";
import { useCommand } from "../use-command.ts";
import { useDialog } from "../use-dialog.ts";

export interface ReadBackButtonProps {
  uploadId: string;
  count: number;
  /** Gets the focus once the button is gone. */
  fallback: RefObject<HTMLElement | null>;
  /** It is the primary action of the page. */
  isFirst: boolean;
}

/**
 * Requests a look-up of unconfirmed debtors in the CRM. The price is fetched only when somebody opens the
 * dialog: that costs a call itself.
 */
export function ReadBackButton({ uploadId, count, fallback, isFirst }: ReadBackButtonProps) {
  const t = useTranslations("outcome.recover");
  const dialog = useDialog(fallback);
  const [plan, setPlan] = useState<ReadBackPlan | null>(null);
  const asking = useAction(planReadBackAction);
  const reading = useCommand(readBackUploadAction, uploadId);

  const open = async () => {
    setPlan(null);
    dialog.setOpen(true);
    const result = await asking.run({ uploadId });
    if (result?.ok === true) setPlan(result.value);
    if (result?.ok === false) dialog.setOpen(false);
  };
  const confirm = async () => {
    if (reading.isBusy) return;
    await reading.run();
    dialog.setOpen(false);
  };

  usePageActions({ actions: [{ id: "readBack", label: t("readBack"), run: () => void open() }] });

  return (
    <>
      <Button variant={isFirst ? "primary" : "secondary"} onClick={() => void open()}>
        <SearchCheck aria-hidden />
        {t("readBack")}
      </Button>
      <ReadBackDialog
        isOpen={dialog.isOpen}
        onOpenChange={dialog.setOpen}
        count={count}
        plan={plan}
        isBusy={reading.isBusy}
        onConfirm={() => void confirm()}
      />
    </>
  );
}
