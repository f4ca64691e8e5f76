"use client";

import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "../class-names.ts";
import { FieldContext } from "./field-context.ts";

export interface FieldProps {
  label: ReactNode;
  /** What to type, before anything is wrong. */
  hint?: ReactNode;
  /** What is wrong and what to do; shown below, in addition to the hint. */
  error?: ReactNode;
  /** Marks the field as optional in words; fields are required by default. */
  isOptional?: boolean;
  className?: string;
  /** One control of this folder: it finds its label, hint and error by itself. */
  children: ReactNode;
}

export function Field({ label, hint, error, isOptional = false, className, children }: FieldProps) {
  const t = useTranslations("ui");
  const id = useId();
  const hasHint = hint !== undefined && hint !== null;
  const hasError = error !== undefined && error !== null && error !== "";
  const describedBy = [hasHint && `${id}-hint`, hasError && `${id}-error`].filter(Boolean).join(" ");
  const wiring = {
    id,
    describedBy: describedBy === "" ? undefined : describedBy,
    isInvalid: hasError,
    isRequired: !isOptional,
  };

  return (
    <div className={classNames("flex flex-col gap-1", className)}>
      <label htmlFor={id} className="flex items-baseline gap-2 font-medium">
        {label}
        {isOptional ? <span className="text-xs font-normal text-text-muted">{t("optional")}</span> : null}
      </label>
      <FieldContext value={wiring}>{children}</FieldContext>
      {hasHint ? (
        <p id={`${id}-hint`} className="text-sm text-text-muted">
          {hint}
        </p>
      ) : null}
      {hasError ? (
        <p id={`${id}-error`} className="flex gap-1.5 text-sm text-error">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      ) : null}
    </div>
  );
}
