"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { leastReason, mostReason } from "#lib/domain/portfolio/drift/drift-reason.ts";
import { Button } from "../ui/form/button.tsx";
import { Field } from "../ui/form/field.tsx";
import { Textarea } from "../ui/form/textarea.tsx";

export interface DriftReasonFormProps {
  isBusy: boolean;
  onExplain: (reason: string) => void;
}

/** Asks a person why a stopped file is right. */
export function DriftReasonForm({ isBusy, onExplain }: DriftReasonFormProps) {
  const t = useTranslations("portfolios.drift");
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const isShort = reason.trim().length < leastReason;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (isShort) event.currentTarget.querySelector("textarea")?.focus();
    else onExplain(reason.trim());
  };

  return (
    <form noValidate onSubmit={submit} className="mt-4 flex max-w-prose flex-col items-start gap-3">
      <Field
        className="w-full"
        label={t("reason")}
        hint={t("reasonHint")}
        error={isTried && isShort ? t("reasonShort", { least: leastReason }) : null}
      >
        <Textarea rows={2} maxLength={mostReason} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Button type="submit" isBusy={isBusy}>
        {t("save")}
      </Button>
    </form>
  );
}
