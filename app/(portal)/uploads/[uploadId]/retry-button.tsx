"use client";

import { RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { type RefObject, useState } from "react";
import { useTranslations } from "use-intl";
import { RetryDialog } from "#components/outcome/retry-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { retryFailuresAction } from "./actions.ts";
import { useAction } from "./use-action.ts";
import { useDialog } from "./use-dialog.ts";

export interface RetryButtonProps {
  uploadId: string;
  /** The clients meant, or every failure of the upload. */
  ordinals: readonly number[] | "all";
  count: number;
  /** There are more than `count`. */
  isMore?: boolean;
  /** Those among them that are unconfirmed; 0 where the CRM is not known to update. */
  unconfirmed: number;
  fallback: RefObject<HTMLElement | null>;
}

/** Prepares a new upload of clients that did not get in, and goes to it. */
export function RetryButton({ uploadId, ordinals, count, isMore = false, unconfirmed, fallback }: RetryButtonProps) {
  const t = useTranslations("outcome.recover");
  const router = useRouter();
  const dialog = useDialog(fallback);
  const [isLeaving, setLeaving] = useState(false);
  const action = useAction(retryFailuresAction, { nothing_to_send: t("retryNothing") });

  const retry = async () => {
    const result = await action.run({ uploadId, ...(ordinals === "all" ? {} : { ordinals: [...ordinals] }) });
    if (result === null) return;
    if (!result.ok) return dialog.setOpen(false);
    setLeaving(true);
    router.push(`/uploads/${result.value.id}`);
  };

  return (
    <>
      <Button size="sm" onClick={() => dialog.setOpen(true)}>
        <RotateCcw aria-hidden />
        {ordinals !== "all"
          ? t("retrySelected", { count })
          : isMore
            ? t("retryAllMore", { count })
            : t("retryAll", { count })}
      </Button>
      <RetryDialog
        isOpen={dialog.isOpen}
        onOpenChange={dialog.setOpen}
        count={count}
        isMore={isMore}
        isAll={ordinals === "all"}
        unconfirmed={unconfirmed}
        isBusy={action.isBusy || isLeaving}
        onConfirm={() => void retry()}
      />
    </>
  );
}
