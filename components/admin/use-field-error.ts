"use client";

import { useTranslations } from "use-intl";
import { type FormRefusal, refusedFields } from "./form-refusal.ts";

const known = [
  "too_small",
  "too_big",
  "invalid_format",
  "invalid_type",
  "common",
  "taken",
  "empty",
  "blanks_or_controls",
  "server_empty",
  "server_unreadable",
  "server_is_manager",
  "server_not_allowed",
] as const;

/** Words for what is wrong with a field of a form; undefined where nothing is. */
export function useFieldError(refusal: FormRefusal | null): (field: string) => string | undefined {
  const t = useTranslations("admin.fieldErrors");
  const fields = refusedFields(refusal);
  return (field) => {
    const code = fields.get(field);
    if (code === undefined) return undefined;
    return t(known.find((candidate) => candidate === code) ?? "other");
  };
}
