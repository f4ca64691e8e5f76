"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useIsRetired } from "#components/access/may.tsx";
import { usePageActions } from "#components/ui/actions/use-page-actions.ts";
import { Button } from "#components/ui/form/button.tsx";
import { ConfirmDialog } from "#components/ui/overlay/confirm-dialog.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";
import type { ActionResult } from "#lib/server/action-result.ts";
import { useCommand } from "../use-command.ts";

const texts = { staging: "discardStagingText", draft: "discardText", superseded: "supersededDiscard" } as const;
/** They promise no retry and no new load. */
const textsOfRetired = {
  staging: "retired.discardStagingText",
  draft: "retired.discardText",
  superseded: "retired.discardText",
} as const;

export interface DiscardButtonProps {
  uploadId: string;
  action: (input: { uploadId: string }) => Promise<ActionResult<unknown>>;
  /**
   * What is given up. `staging`: everything that arrived is deleted. `draft`: it stays, with its debtors as
   * not sent. `superseded`: it may no longer be sent; it stays, because the debtors it leaves behind can be
   * retried from its own page.
   */
  kind: keyof typeof texts;
}

/** Gives up an upload of which nothing was sent, after a question. */
export function DiscardButton({ uploadId, action, kind }: DiscardButtonProps) {
  const t = useTranslations("outcome.confirm");
  const router = useRouter();
  const isRetired = useIsRetired();
  const [isAsking, setAsking] = useState(false);
  const command = useCommand(action, uploadId);

  const discard = async () => {
    const isDone = await command.run();
    setAsking(false);
    if (!isDone) return;
    showToast("success", t("discarded"));
    if (kind === "superseded") router.refresh();
    else router.push("/uploads");
  };

  const ask = () => setAsking(true);
  usePageActions({ actions: [{ id: "discard", label: t("discard"), run: ask }] });

  return (
    <>
      <Button variant={kind === "superseded" ? "primary" : "secondary"} onClick={ask}>
        {t("discard")}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={t("discardTitle")}
        confirmLabel={t("discardConfirm")}
        tone="danger"
        isBusy={command.isBusy}
        onConfirm={() => void discard()}
      >
        {t((isRetired ? textsOfRetired : texts)[kind])}
      </ConfirmDialog>
    </>
  );
}
