"use client";

import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/form/button.tsx";
import { Field } from "../ui/form/field.tsx";
import { RadioGroup } from "../ui/form/radio-group.tsx";
import { Textarea } from "../ui/form/textarea.tsx";
import { Dialog } from "../ui/overlay/dialog.tsx";

/** What a person found in the CRM, and how. */
export interface Word {
  readonly outcome: "accepted" | "rejected";
  readonly note: string;
}

export interface StateOutcomeDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  count: number;
  /** Their data is erased, so debtors that are not in the CRM cannot be retried. */
  isErased: boolean;
  isBusy: boolean;
  onSubmit: (word: Word) => void;
}

/** The longest note that is kept, in characters. */
const maxNote = 500;

/** Asks a person for the outcome of debtors that the CRM left open. */
export function StateOutcomeDialog({
  isOpen,
  onOpenChange,
  count,
  isErased,
  isBusy,
  onSubmit,
}: StateOutcomeDialogProps) {
  const t = useTranslations("outcome.recover");
  const ui = useTranslations("ui");
  const formId = useId();
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={t("stateTitle", { count })}
      description={t("stateWhat")}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{ui("cancel")}</Button>
          <Button variant="primary" type="submit" form={formId} isBusy={isBusy}>
            {t("stateConfirm")}
          </Button>
        </>
      }
    >
      <WordForm id={formId} isErased={isErased} onSubmit={onSubmit} />
    </Dialog>
  );
}

interface WordFormProps {
  id: string;
  isErased: boolean;
  onSubmit: (word: Word) => void;
}

function WordForm({ id, isErased, onSubmit }: WordFormProps) {
  const t = useTranslations("outcome.recover");
  const [outcome, setOutcome] = useState<Word["outcome"] | null>(null);
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const isNoteMissing = note.trim() === "";

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (outcome !== null && !isNoteMissing) onSubmit({ outcome, note: note.trim() });
    else if (outcome !== null) event.currentTarget.querySelector("textarea")?.focus();
  };

  return (
    <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-4">
      <div>
        <RadioGroup
          label={t("stateOutcome")}
          value={outcome}
          onChange={setOutcome}
          choices={[
            { value: "accepted", label: t("stateAccepted"), description: t("stateAcceptedWhat") },
            {
              value: "rejected",
              label: t("stateRejected"),
              description: t(isErased ? "stateRejectedWhatErased" : "stateRejectedWhat"),
            },
          ]}
        />
        {isTried && outcome === null ? (
          <p role="alert" className="mt-2 text-sm text-error">
            {t("stateOutcomeMissing")}
          </p>
        ) : null}
      </div>
      <Field
        label={t("stateNote")}
        hint={t("stateNoteHint")}
        error={isTried && isNoteMissing ? t("stateNoteMissing") : null}
      >
        <Textarea rows={3} maxLength={maxNote} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </form>
  );
}
