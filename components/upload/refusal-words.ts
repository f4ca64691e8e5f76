"use client";

import { useTranslations } from "use-intl";
import type { Refusal } from "#lib/spreadsheet/protocol/refusal.ts";

/** Why a file cannot be read, and what to do next. */
export function useRefusalWords(): (refusal: Refusal) => { title: string; text: string } {
  const t = useTranslations("findings.refusals");
  return ({ code, params }) => ({ title: t(`${code}.title`, params), text: t(`${code}.text`, params) });
}
