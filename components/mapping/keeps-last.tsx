"use client";

import { useTranslations } from "use-intl";
import type { Field } from "#lib/domain/fields/field.ts";
import { setKeeping } from "#lib/domain/mapping/answers/edit-mapping.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { Checkbox } from "../ui/form/checkbox.tsx";

export interface KeepsLastProps {
  field: Field;
  /** The field's name on screen. */
  label: string;
  mapping: Mapping;
  onMapping: (mapping: Mapping) => void;
}

/**
 * Whether a debtor without a value in the file keeps what the last load brought. Nothing for a field that has no such
 * choice: without a value for empty cells, a debtor who lacks one that the CRM demands is left out.
 */
export function KeepsLast({ field, label, mapping, onMapping }: KeepsLastProps) {
  const t = useTranslations("mapping");
  if (field.level !== "debtor" || field.kind === "identification") return null;
  const isGiven = [...mapping.defaults, ...mapping.constants].some((one) => one.field === field.id);
  if (field.isRequired && !isGiven) return null;
  return (
    <Checkbox
      label={<span className="text-sm font-normal text-text-muted">{t("keepsLast", { field: label })}</span>}
      checked={!(mapping.emptied ?? []).includes(field.id)}
      onCheckedChange={(isKept) => onMapping(setKeeping(mapping, field.id, isKept))}
    />
  );
}
