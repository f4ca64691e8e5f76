"use client";

import { useTranslations } from "use-intl";
import type { Field as CrmField } from "#lib/domain/fields/field.ts";
import { Field } from "../ui/form/field.tsx";
import { Input } from "../ui/form/input.tsx";

export interface EmptyCellsDefaultProps {
  field: CrmField;
  emptyCells: number;
  value: string;
  onChange: (value: string) => void;
}

/**
 * What is sent for a required field if its cells are empty. The user has to type it, because the CRM refuses
 * debtors without the field.
 */
export function EmptyCellsDefault({ field, emptyCells, value, onChange }: EmptyCellsDefaultProps) {
  const t = useTranslations("mapping");
  return (
    <Field
      label={<span className="text-sm font-normal text-text-muted">{t("emptyCells", { count: emptyCells })}</span>}
      isOptional
    >
      <Input
        value={value}
        placeholder={field.kind === "email" ? t("placeholderEmail") : t("placeholderValue")}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
