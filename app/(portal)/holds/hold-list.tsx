"use client";

import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { endButtonId, HoldTable } from "#components/holds/hold-table.tsx";
import { ConfirmDialog } from "#components/ui/overlay/confirm-dialog.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";
import type { HoldView } from "#lib/domain/views/hold-view.ts";
import { useAction } from "../uploads/[uploadId]/use-action.ts";
import { endHoldAction } from "./actions.ts";
import { addHoldsButtonId } from "./add-holds-button.tsx";

/**
 * The list, and the question before a hold ends. Its row is gone then, so the focus goes to the button of the next one; of
 * the last one the whole list may be gone before the answer is here.
 */
export function HoldList({ tenantId, holds }: { tenantId: string; holds: readonly HoldView[] }) {
  const t = useTranslations("holds");
  const [ending, setEnding] = useState<HoldView | null>(null);
  const focused = useRef("");
  const action = useAction(endHoldAction);
  const open = (hold: HoldView) => {
    focused.current = endButtonId(hold);
    setEnding(hold);
  };
  const end = async () => {
    if (ending === null) return;
    const at = holds.findIndex(({ id }) => id === ending.id);
    const answer = await action.run({ tenantId, holdId: ending.id });
    setEnding(null);
    if (answer?.ok !== true) return;
    const next = holds[at + 1] ?? holds[at - 1];
    focused.current = next === undefined ? addHoldsButtonId : endButtonId(next);
    // As the list has it: one that is revealed at the moment is masked in what stays on the screen.
    showToast("success", t("ended", { identification: holds[at]?.identification ?? "" }));
  };
  return (
    <>
      <HoldTable holds={holds} onEnd={open} />
      <ConfirmDialog
        isOpen={ending !== null}
        onOpenChange={() => setEnding(null)}
        title={t("endTitle", { identification: ending?.identification ?? "" })}
        confirmLabel={t("end")}
        tone="danger"
        isBusy={action.isBusy}
        onConfirm={() => void end()}
        onClosed={() =>
          (document.getElementById(focused.current) ?? document.getElementById(addHoldsButtonId))?.focus()
        }
      >
        {t("endText")}
      </ConfirmDialog>
    </>
  );
}
