"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { isReason, leastReason, mostReason } from "#lib/domain/portfolio/written-reason.ts";
import { Button } from "../ui/form/button.tsx";
import { Field } from "../ui/form/field.tsx";
import { Textarea } from "../ui/form/textarea.tsx";

export interface ReasonFormProps {
  label: string;
  /** Where the reason is kept, and an example. */
  hint?: string;
  submitLabel: string;
  /** The reason kept until now, which may be changed. */
  kept?: string;
  isBusy: boolean;
  onSave: (reason: string) => void;
}

/** Asks a person for a written reason, and says what counts as one. */
export function ReasonForm({ label, hint, submitLabel, kept = "", isBusy, onSave }: ReasonFormProps) {
  const t = useTranslations("portfolios.reason");
  const [reason, setReason] = useState(kept);
  const [isTried, setTried] = useState(false);
  const counts = isReason(reason);
  const isWrong = isTried && !counts;
  const isKept = reason.trim() === kept && kept !== "";
  const least = t("least", leastReason);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (!counts) event.currentTarget.querySelector("textarea")?.focus();
    else if (!isKept) onSave(reason.trim());
  };

  return (
    <form noValidate onSubmit={submit} className="flex max-w-prose flex-col items-start gap-3">
      <Field
        className="w-full"
        label={label}
        hint={isWrong ? hint : [hint, least].filter(Boolean).join(" ")}
        error={isWrong ? least : null}
      >
        <Textarea rows={2} maxLength={mostReason} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Button type="submit" isBusy={isBusy} aria-disabled={!counts || isKept}>
        {submitLabel}
      </Button>
    </form>
  );
}
