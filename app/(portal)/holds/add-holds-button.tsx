"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { AddHoldsDialog, type TypedHolds } from "#components/holds/add-holds-dialog.tsx";
import { usePageActions } from "#components/ui/actions/use-page-actions.ts";
import { Button } from "#components/ui/form/button.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";
import { useAction } from "../uploads/[uploadId]/use-action.ts";
import { addHoldsAction } from "./actions.ts";

/** Of its button, which gets the focus when the list has nobody left. */
export const addHoldsButtonId = "add-holds";

/** Opens the dialog that adds people to the hold list, and says what came of it. `today`: ISO day, by the tenant's clock. */
export function AddHoldsButton({ tenantId, today }: { tenantId: string; today: string }) {
  const t = useTranslations("holds");
  const [isOpen, setOpen] = useState(false);
  const [unreadable, setUnreadable] = useState<readonly string[]>([]);
  const action = useAction(addHoldsAction);
  const open = () => {
    setUnreadable([]);
    setOpen(true);
  };
  usePageActions({ actions: [{ id: "addHolds", label: t("add"), run: open }] });

  const save = async (holds: TypedHolds) => {
    const answer = await action.run({ tenantId, ...holds });
    if (answer?.ok !== true) return;
    const { unreadable: unread, ...counts } = answer.value;
    setUnreadable(unread);
    if (unread.length === 0) setOpen(false);
    showToast("success", t("added", counts));
  };

  return (
    <>
      <Button id={addHoldsButtonId} variant="primary" onClick={open}>
        {t("add")}
      </Button>
      {isOpen ? (
        <AddHoldsDialog
          today={today}
          unreadable={unreadable}
          isBusy={action.isBusy}
          onClose={() => setOpen(false)}
          onSubmit={(holds) => void save(holds)}
        />
      ) : null}
    </>
  );
}
