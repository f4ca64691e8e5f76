"use client";

import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { referenceOf } from "#lib/i18n/request-reference.ts";
import { Callout } from "../ui/callout.tsx";
import { Button } from "../ui/form/button.tsx";
import { type FormRefusal, refusedFields } from "./form-refusal.ts";

/** Refusals with words of their own. */
const known = ["not_found", "reauthentication_needed"] as const;

export interface FormFrameProps {
  refusal: FormRefusal | null;
  isBusy: boolean;
  submitLabel: string;
  onSubmit: () => void;
  /** Buttons before the main one. */
  actions?: ReactNode;
  children: ReactNode;
}

/** An administration form: a refusal is shown at the top, and the focus moves to the first field at fault. */
export function FormFrame({ refusal, isBusy, submitLabel, onSubmit, actions, children }: FormFrameProps) {
  const t = useTranslations("admin.refusals");
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (refusal !== null) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [refusal]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  const isAboutFields = refusedFields(refusal).size > 0;
  return (
    <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-4">
      {refusal === null ? null : (
        <Callout tone="error" role="alert" title={t("title")}>
          {t(
            isAboutFields ? "fields" : (known.find((code) => code === refusal.code) ?? "other"),
            referenceOf(refusal.params),
          )}
        </Callout>
      )}
      {children}
      <div className="flex flex-wrap justify-end gap-2 border-t border-border pt-4">
        {actions}
        <Button type="submit" variant="primary" isBusy={isBusy}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}
