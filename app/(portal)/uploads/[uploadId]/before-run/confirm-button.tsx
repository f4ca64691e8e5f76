"use client";

import { Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { usePageActions } from "#components/ui/actions/use-page-actions.ts";
import { Button } from "#components/ui/form/button.tsx";
import { ConfirmDialog } from "#components/ui/overlay/confirm-dialog.tsx";
import { ClashText } from "#components/uploads/clash-text.tsx";
import type { RepeatBehaviour } from "#lib/domain/outcome/repeat-behaviour.ts";
import type { PartClash } from "#lib/domain/views/part-set-view.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import type { MovedSetting } from "#lib/services/comparison/recheck-unchanged.ts";
import { confirmUploadAction } from "../actions.ts";
import { useAction } from "../use-action.ts";

export interface ConfirmButtonProps {
  view: UploadView;
  /** What the CRM does with whom it has, as the page was rendered: who would be twice is not told anew. */
  repeats: RepeatBehaviour;
  /** It is confirmed or discarded already, perhaps elsewhere. */
  isMoving: boolean;
  /** What has to be written before, as codes of `outcome.confirm.wait`. */
  waits: readonly ("drift" | "declared")[];
  isDisabled: boolean;
  /** A part that begins its set anew is confirmed only in a dialog that says so. */
  clash: PartClash | null;
  /** So many are sent. */
  debtors: number;
  /** Of the figures that are shown, if the upload was compared. */
  comparedAt: string | undefined;
  /** What is sent has moved, and is to be looked at first. */
  onMoved: (moved: Moved) => void;
}

/** What has moved since an upload was compared: other loads, the calls left today, a setting of the tenant, or what is sent. */
export interface Moved {
  readonly cause: "loads" | "budget" | "sending" | MovedSetting;
  /** That many are sent after all. */
  readonly debtors: number;
}

const settings = ["duplicates", "unknown", "connection", "sending"] as const;

/** The one button that starts an upload, with what has to be written before. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const { view, repeats, isMoving, waits, isDisabled, clash, debtors: sent, comparedAt, onMoved } = props;
  const t = useTranslations("outcome.confirm");
  const words = useTranslations("portfolios.parts");
  const confirm = useAction(confirmUploadAction);
  const [isAsking, setAsking] = useState(false);
  const router = useRouter();
  const id = useId();

  const submit = async (beginsSet: boolean) => {
    const result = await confirm.run({
      uploadId: view.id,
      beginsSet,
      seenFor: {
        operation: view.tenant.operation,
        server: view.tenant.server,
        repeats,
        debtors: sent,
      },
      ...(comparedAt === undefined ? {} : { comparedAt }),
    });
    setAsking(false);
    if (result === null || result.ok) return;
    if (result.code === "comparison_moved") {
      const { debtors, budget, setting } = result.params;
      onMoved({
        debtors: Number(debtors),
        cause: budget !== undefined ? "budget" : (settings.find((one) => one === setting) ?? "loads"),
      });
    }
    // Refused because of something that happened since the page was rendered: render it anew to show that.
    router.refresh();
  };

  const begin = () => (clash === null ? void submit(false) : setAsking(true));
  const isBusy = confirm.isBusy || isMoving;
  usePageActions({
    actions: [
      { id: "confirm", label: t("submit"), isEnabled: !isBusy && !isDisabled && waits.length === 0, run: begin },
    ],
  });

  return (
    <>
      <Button
        variant="primary"
        isBusy={isBusy}
        disabled={isDisabled}
        aria-disabled={waits.length > 0}
        aria-describedby={waits.length === 0 ? undefined : id}
        onClick={begin}
      >
        <Send aria-hidden />
        {t("submit")}
      </Button>
      {waits.length === 0 ? null : (
        // No wider than the buttons, whose place it must not change.
        <div id={id} className="w-0 min-w-full text-sm text-text-muted sm:text-right">
          {waits.map((wait) => (
            <p key={wait}>{t(`wait.${wait}`)}</p>
          ))}
        </div>
      )}
      {clash === null ? null : (
        <ConfirmDialog
          isOpen={isAsking}
          onOpenChange={setAsking}
          title={words("dialogTitle")}
          confirmLabel={words("dialogConfirm")}
          isBusy={confirm.isBusy}
          onConfirm={() => void submit(true)}
        >
          <ClashText clash={clash} />
        </ConfirmDialog>
      )}
    </>
  );
}
