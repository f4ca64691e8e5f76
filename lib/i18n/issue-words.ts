"use client";

import { useMessages, useTranslations } from "use-intl";
import type { Issue, IssueCode } from "#lib/domain/validation/issue.ts";
import { fieldWordsById } from "./field-words.ts";

export interface IssueWords {
  title(code: IssueCode): string;
  text(issue: Pick<Issue, "code" | "params">): string;
  action(issue: Pick<Issue, "code" | "params">): string;
  field(id: string | null): string | null;
}

/** What issues are called, why they occur and what to do. */
export function useIssueWords(): IssueWords {
  const t = useTranslations("issues");
  const catalogue = useMessages().fields;
  return {
    title: (code) => t(`${code}.title`),
    text: ({ code, params }) => t(`${code}.text`, params),
    action: ({ code, params }) => t(isLost(code, params.value) ? "text_garbled.lost" : `${code}.action`, params),
    field: (id) => (id === null ? null : fieldWordsById(catalogue, id).label),
  };
}

/**
 * U+FFFD is in the file itself: no encoding produces it from other bytes, so another encoding shows no letter
 * in its place.
 */
function isLost(code: IssueCode, value: unknown): boolean {
  return code === "text_garbled" && typeof value === "string" && value.includes("\ufffd");
}
