"use client";

import { useTranslations } from "use-intl";
import { type FormRefusal, refusedFields } from "./form-refusal.ts";

const known = [
  "too_small",
  "too_big",
  "invalid_format",
  "invalid_type",
  "common",
  "own_words",
  "taken",
  "last_admin",
  "empty",
  "blanks_or_controls",
  "server_empty",
  "server_unreadable",
  "server_is_manager",
  "server_not_allowed",
] as const;

/** The words for the error of a form's field; undefined if it has none. */
export function useFieldError(refusal: FormRefusal | null): (field: string) => string | undefined {
  const t = useTranslations("admin.fieldErrors");
  const fields = refusedFields(refusal);
  return (field) => {
    const code = fields.get(field);
    if (code === undefined) return undefined;
    return t(known.find((candidate) => candidate === code) ?? "other");
  };
}
