import { expect, test } from "vitest";
import { type IssueCode, issueSeverities } from "#lib/domain/validation/issue.ts";
import { issueKey } from "#lib/i18n/issue-key.ts";
import { locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";

test.each(locales)("an erased person's issues are still said in words: %s", (locale) => {
  const t = translatorFor(locale, "issues");
  const { issues } = messagesFor(locale);
  const codes = Object.keys(issueSeverities) as IssueCode[];
  for (const code of codes)
    for (const part of ["text", "action"] as const)
      expect(t(issueKey({ code, params: {} }, part, issues), {}), code).not.toMatch(/^issues\.|[{}]/);
});

test("what is known is said in a sentence", () => {
  const { issues } = messagesFor("es");
  expect(issueKey({ code: "row_repeated", params: { line: "3" } }, "text", issues)).toBe("row_repeated.text");
});
