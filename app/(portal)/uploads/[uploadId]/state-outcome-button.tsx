"use client";

import { UserCheck } from "lucide-react";
import type { RefObject } from "react";
import { useTranslations } from "use-intl";
import { StateOutcomeDialog, type Word } from "#components/outcome/state-outcome-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/toast.tsx";
import { stateOutcomeAction } from "./actions.ts";
import { useAction } from "./use-action.ts";
import { useDialog } from "./use-dialog.ts";

export interface StateOutcomeButtonProps {
  uploadId: string;
  /** The clients meant, or all that are unconfirmed. */
  ordinals: readonly number[] | "all";
  count: number;
  label: string;
  size?: "sm" | "md";
  onDone?: () => void;
  /** Gets the focus when the button has gone with its clients. */
  fallback: RefObject<HTMLElement | null>;
}

/** A person's word on unconfirmed clients. */
export function StateOutcomeButton(props: StateOutcomeButtonProps) {
  const { uploadId, ordinals, count, label, size = "md", onDone, fallback } = props;
  const t = useTranslations("outcome.recover");
  const dialog = useDialog(fallback);
  const action = useAction(stateOutcomeAction);

  const submit = async (word: Word) => {
    const said = { uploadId, ordinals: ordinals === "all" ? ordinals : [...ordinals], ...word };
    const result = await action.run(said);
    // Refused, the dialog stays: the note is not lost.
    if (result?.ok !== true) return;
    showToast("success", t("stated"));
    dialog.setOpen(false);
    onDone?.();
  };

  return (
    <>
      <Button size={size} onClick={() => dialog.setOpen(true)}>
        <UserCheck aria-hidden />
        {label}
      </Button>
      <StateOutcomeDialog
        isOpen={dialog.isOpen}
        onOpenChange={dialog.setOpen}
        count={count}
        isBusy={action.isBusy}
        onSubmit={(word) => void submit(word)}
      />
    </>
  );
}
