"use client";

import { createContext, type ReactNode, type RefObject, useContext, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { StateOutcomeDialog, type Word } from "#components/result/state-outcome-dialog.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";
import { stateOutcomeAction } from "../actions.ts";
import { useAction } from "../use-action.ts";
import { useDialog } from "../use-dialog.ts";

/** The debtors whose outcome somebody wants to state. */
export interface OutcomeQuestion {
  /** These debtors, or all unconfirmed ones. */
  readonly ordinals: readonly number[] | "all";
  readonly count: number;
  /** Their data is erased, so those that are not in the CRM cannot be retried. */
  readonly isErased: boolean;
  readonly onDone?: (() => void) | undefined;
  /** Gets the focus if the button has gone with its debtors. */
  readonly fallback: RefObject<HTMLElement | null>;
}

const AskContext = createContext<(question: OutcomeQuestion) => void>(() => {
  throw new Error("no StateOutcomeHost above");
});

/** Opens the dialog of the nearest host. */
export function useStateOutcome(): (question: OutcomeQuestion) => void {
  return useContext(AskContext);
}

/**
 * Holds the dialog in which a person states an outcome. It is above the stages of an upload, because a run may end
 * while somebody is typing: if the dialog belonged to the button on the run's page, it and the note would be lost.
 */
export function StateOutcomeHost({ uploadId, children }: { uploadId: string; children: ReactNode }) {
  const t = useTranslations("outcome.recover");
  const [question, setQuestion] = useState<OutcomeQuestion | null>(null);
  const fallback = useRef<HTMLElement | null>(null);
  const dialog = useDialog(fallback);
  const action = useAction(stateOutcomeAction);

  const ask = (next: OutcomeQuestion) => {
    fallback.current = next.fallback.current;
    setQuestion(next);
    dialog.setOpen(true);
  };
  const submit = async (word: Word) => {
    if (question === null) return;
    const ordinals = question.ordinals === "all" ? question.ordinals : [...question.ordinals];
    const result = await action.run({ uploadId, ordinals, ...word });
    // If refused, the dialog stays open, so the note is not lost.
    if (result?.ok !== true) return;
    showToast("success", t("stated"));
    dialog.setOpen(false);
    question.onDone?.();
  };

  return (
    <AskContext value={ask}>
      {children}
      <StateOutcomeDialog
        isOpen={dialog.isOpen}
        onOpenChange={dialog.setOpen}
        count={question?.count ?? 0}
        isErased={question?.isErased ?? false}
        isBusy={action.isBusy}
        onSubmit={(word) => void submit(word)}
      />
    </AskContext>
  );
}
