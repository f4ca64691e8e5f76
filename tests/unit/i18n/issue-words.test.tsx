import { describe, expect, test } from "vitest";
import { tellGarbled } from "#lib/domain/cleaning/garbled.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";
import { useIssueWords } from "#lib/i18n/issue-words.ts";
import { locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { readText } from "#lib/spreadsheet/text/read-text.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

function Action({ issue }: { issue: Pick<Issue, "code" | "params"> }) {
  return useIssueWords().action(issue);
}

/** The advice for the one cell of a file with these bytes. */
async function advised(bytes: Uint8Array<ArrayBuffer>, locale: (typeof locales)[number]): Promise<string> {
  const { grid } = await readText(new Blob([bytes]), {}, {});
  const issues: Pick<Issue, "code" | "params">[] = [];
  const text = grid.cell(1, 0);
  tellGarbled(text, text, (code, params) => issues.push({ code, params }));
  expect(issues.map(({ code }) => code)).toEqual(["text_garbled"]);
  return issues.map((issue) => rendered(<Action issue={issue} />, locale).text).join();
}

describe.each(locales)("what to do about damaged letters (%s)", (locale) => {
  const { action, lost } = messagesFor(locale).issues.text_garbled;

  test("does not offer another encoding for letters already lost", async () => {
    expect(await advised(new TextEncoder().encode("Nombre\nMU\ufffdOZ\n"), locale)).toBe(lost);
  });

  test("offers another encoding where letters replace others", async () => {
    expect(await advised(new TextEncoder().encode("Nombre\nMU¥OZ\n"), locale)).toBe(action);
  });
});

/** "is loaded" and "is sent", but not "is not loaded". */
const claims = {
  es: /(?<!no )se (carga|envía)/,
  en: /\b(is|are) (loaded|sent)\b/,
  "pt-BR": /(?<!não )(é|são|será|serão) (carregad|enviad)/,
};

// Every row of a debtor that is left out has its warnings beside the error: nothing of it is loaded.
test.each(locales)("no warning says that something is loaded (%s)", (locale) => {
  const texts = Object.entries(messagesFor(locale).issues).map(([code, { text }]) => `${code}: ${text}`);
  expect(texts.filter((text) => claims[locale].test(text))).toEqual([]);
});
