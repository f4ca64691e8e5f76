"use client";

import { useMessages, useTranslations } from "use-intl";
import type { FieldId } from "#lib/domain/fields/field.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";
import { isKnownKey } from "#lib/i18n/known-key.ts";

/** Issues and fields in words. */
export function useIssueWords() {
  const { fields: names } = useMessages();
  const issues = useTranslations("issues");
  const fields = useTranslations("fields");

  return {
    sentence: (issue: Issue): string => issues(`${issue.code}.text`, { ...issue.params }),
    /** The name of a field; a custom one has its label in the CRM. */
    field(id: FieldId | null): string | null {
      if (id === null) return null;
      const [level = "", key = "", ...label] = id.split(".");
      if (key === "custom") return label.join(".");
      if (level === "debtor" && isKnownKey(names.debtor, key)) return fields(`debtor.${key}.label`);
      if (level === "obligation" && isKnownKey(names.obligation, key)) return fields(`obligation.${key}.label`);
      return key;
    },
  };
}
