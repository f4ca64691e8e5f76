"use client";

import { useRouter } from "next/navigation";
import { type RefObject, useId, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { CloseOutDialog } from "#components/close-out/close-out-dialog.tsx";
import { RefusalList } from "#components/close-out/refusal-list.tsx";
import { Button } from "#components/ui/form/button.tsx";
import type { CloseOutPlan, GoneLoad } from "#lib/domain/views/close-out-view.ts";
import { useAction } from "../../../uploads/[uploadId]/use-action.ts";
import { useDialog } from "../../../uploads/[uploadId]/use-dialog.ts";
import { closeOutAction, planCloseOutAction } from "./actions.ts";

export interface CloseOutButtonProps {
  load: GoneLoad;
  portfolioId: string;
  /** Gets the focus once the button is gone. */
  fallback: RefObject<HTMLElement | null>;
}

/**
 * Shows whom a close-out by a load would close and, if a person wants it, makes it and opens it to be confirmed. Where
 * there can be none it is disabled, with the reasons below it.
 */
export function CloseOutButton({ load, portfolioId, fallback }: CloseOutButtonProps) {
  const t = useTranslations("portfolios.closeOut");
  const format = useFormatter();
  const router = useRouter();
  const dialog = useDialog(fallback);
  const [plan, setPlan] = useState<CloseOutPlan | null>(null);
  const [isLeaving, setLeaving] = useState(false);
  const planning = useAction(planCloseOutAction);
  const making = useAction(closeOutAction, { invalid: t("moved"), close_out_refused: t("moved") });
  const { uploadId, refusals } = load;
  const reasonsId = useId();

  const show = async () => {
    const result = await planning.run({ uploadId });
    if (result?.ok === true) setPlan(result.value);
    if (result?.ok === false) dialog.setOpen(false);
  };
  const open = () => {
    setPlan(null);
    dialog.setOpen(true);
    void show();
  };
  const make = async (typedCount: number | undefined) => {
    if (plan === null) return;
    // With the time: a portfolio may have several loads a day.
    const date = format.dateTime(new Date(load.confirmedAt), { dateStyle: "medium", timeStyle: "short" });
    const result = await making.run({
      uploadId,
      ...(typedCount === undefined ? {} : { typedCount }),
      fileName: t("fileName", { portfolio: plan.portfolio.name, date }),
      headers: [t("identification"), t("name"), t("obligation"), t("balanceBefore")],
    });
    if (result === null) return;
    if (!result.ok) return show();
    setLeaving(true);
    router.push(`/uploads/${result.value.uploadId}`);
  };

  return (
    <>
      <Button
        size="sm"
        onClick={open}
        aria-label={t("openOf", { file: load.fileName })}
        {...(refusals.length === 0 ? {} : { "aria-disabled": true, "aria-describedby": reasonsId })}
      >
        {t("open")}
      </Button>
      {refusals.length === 0 ? null : (
        <RefusalList
          id={reasonsId}
          refusals={refusals}
          portfolioId={portfolioId}
          className="mt-1 max-w-80 text-left sm:ml-auto text-sm whitespace-normal text-text-muted"
        />
      )}
      <CloseOutDialog
        isOpen={dialog.isOpen}
        onOpenChange={dialog.setOpen}
        plan={plan}
        isBusy={making.isBusy || isLeaving}
        onMake={(typedCount) => void make(typedCount)}
      />
    </>
  );
}
