"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { HoldTable } from "#components/holds/hold-table.tsx";
import { ConfirmDialog } from "#components/ui/overlay/confirm-dialog.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";
import type { HoldView } from "#lib/domain/views/hold-view.ts";
import { useAction } from "../uploads/[uploadId]/use-action.ts";
import { endHoldAction } from "./actions.ts";

/** The list, and the question before a hold ends. */
export function HoldList({ tenantId, holds }: { tenantId: string; holds: readonly HoldView[] }) {
  const t = useTranslations("holds");
  const [ending, setEnding] = useState<HoldView | null>(null);
  const action = useAction(endHoldAction);
  const end = async () => {
    if (ending === null) return;
    const answer = await action.run({ tenantId, holdId: ending.id });
    setEnding(null);
    if (answer?.ok === true) showToast("success", t("ended"));
  };
  return (
    <>
      <HoldTable holds={holds} onEnd={setEnding} />
      <ConfirmDialog
        isOpen={ending !== null}
        onOpenChange={() => setEnding(null)}
        title={t("endTitle", { identification: ending?.identification ?? "" })}
        confirmLabel={t("end")}
        tone="danger"
        isBusy={action.isBusy}
        onConfirm={() => void end()}
      >
        {t("endText")}
      </ConfirmDialog>
    </>
  );
}
