"use client";

import { useMessages, useTranslations } from "use-intl";
import type { Issue, IssueCode } from "#lib/domain/validation/issue.ts";
import { fieldWordsById } from "./field-words.ts";
import { issueKey } from "./issue-key.ts";

export interface IssueWords {
  title(code: IssueCode): string;
  text(issue: Pick<Issue, "code" | "params">): string;
  action(issue: Pick<Issue, "code" | "params">): string;
  field(id: string | null): string | null;
}

/** What issues are called, why they occur and what to do. */
export function useIssueWords(): IssueWords {
  const t = useTranslations("issues");
  const { fields: catalogue, issues } = useMessages();
  return {
    title: (code) => t(`${code}.title`),
    text: (issue) => t(issueKey(issue, "text", issues), issue.params),
    action: (issue) =>
      t(isLost(issue.code, issue.params.value) ? "text_garbled.lost" : issueKey(issue, "action", issues), issue.params),
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
