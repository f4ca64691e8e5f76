"use client";

import { RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { type RefObject, useState } from "react";
import { useTranslations } from "use-intl";
import { RetryDialog } from "#components/result/retry-dialog.tsx";
import { usePageActions } from "#components/ui/actions/use-page-actions.ts";
import { Button } from "#components/ui/form/button.tsx";
import { retryFailuresAction } from "../actions.ts";
import { useAction } from "../use-action.ts";
import { useDialog } from "../use-dialog.ts";

export interface RetryButtonProps {
  uploadId: string;
  /** These debtors, or every failure of the upload. */
  ordinals: readonly number[] | "all";
  count: number;
  /** There may be more than `count`. */
  isMore?: boolean;
  /** Unconfirmed debtors may be among them: only if the CRM is known to update. */
  takesUnconfirmed: boolean;
  /** They could be corrected, too. */
  canCorrect: boolean;
  fallback: RefObject<HTMLElement | null>;
}

/** Makes a new upload of debtors that did not get in, and opens it. */
export function RetryButton({
  uploadId,
  ordinals,
  count,
  isMore = false,
  takesUnconfirmed,
  canCorrect,
  fallback,
}: RetryButtonProps) {
  const t = useTranslations("outcome.recover");
  const router = useRouter();
  const dialog = useDialog(fallback);
  const [isLeaving, setLeaving] = useState(false);
  const action = useAction(retryFailuresAction);

  const retry = async () => {
    const result = await action.run({ uploadId, ...(ordinals === "all" ? {} : { ordinals: [...ordinals] }) });
    if (result === null) return;
    if (!result.ok) return dialog.setOpen(false);
    setLeaving(true);
    router.push(`/uploads/${result.value.id}`);
  };

  const open = () => dialog.setOpen(true);
  const label = t(ordinals !== "all" ? "retrySelected" : isMore ? "retryAllMore" : "retryAll", { count });
  usePageActions({ actions: [{ id: ordinals === "all" ? "retryAll" : "retrySelected", label, run: open }] });

  return (
    <>
      <Button size="sm" onClick={open}>
        <RotateCcw aria-hidden />
        {label}
      </Button>
      <RetryDialog
        isOpen={dialog.isOpen}
        onOpenChange={dialog.setOpen}
        count={count}
        isMore={isMore}
        isAll={ordinals === "all"}
        takesUnconfirmed={takesUnconfirmed}
        canCorrect={canCorrect}
        isBusy={action.isBusy || isLeaving}
        onConfirm={() => void retry()}
      />
    </>
  );
}
