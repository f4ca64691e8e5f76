"use client";

import { createContext, type ReactNode, type RefObject, useContext, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { StateOutcomeDialog, type Word } from "#components/result/state-outcome-dialog.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";
import { stateOutcomeAction } from "./actions.ts";
import { useAction } from "./use-action.ts";
import { useDialog } from "./use-dialog.ts";

/** Of whom somebody wants to say what happened. */
export interface OutcomeQuestion {
  /** The debtors meant, or all that are unconfirmed. */
  readonly ordinals: readonly number[] | "all";
  readonly count: number;
  /** Their data is: whoever is not in the CRM cannot be retried. */
  readonly isErased: boolean;
  readonly onDone?: (() => void) | undefined;
  /** Gets the focus when the button has gone with its debtors. */
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
 * Holds the dialog that takes a person's word. Above the stages of an upload, because a run may end while somebody is writing how they
 * know: with the button on the run's page, the dialog and the note would be gone.
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
    // Refused, the dialog stays: the note is not lost.
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
