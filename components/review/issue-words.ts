"use client";

import { useMessages, useTranslations } from "use-intl";
import type { Issue, IssueCode } from "#lib/domain/validation/issue.ts";
import { fieldWordsById } from "#lib/i18n/field-words.ts";

export interface IssueWords {
  title(code: IssueCode): string;
  text(issue: Pick<Issue, "code" | "params">): string;
  action(issue: Pick<Issue, "code" | "params">): string;
  field(id: string | null): string | null;
}

/** What issues are called, why they are there and what to do. */
export function useIssueWords(): IssueWords {
  const t = useTranslations("issues");
  const catalogue = useMessages().fields;
  return {
    title: (code) => t(`${code}.title`),
    text: ({ code, params }) => t(`${code}.text`, params),
    action: ({ code, params }) => t(`${code}.action`, params),
    field: (id) => (id === null ? null : fieldWordsById(catalogue, id).label),
  };
}
