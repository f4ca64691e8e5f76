import { describe, expect, test } from "vitest";
import { RememberedNote } from "#components/upload/found/remembered-note.tsx";
import { locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import type { Notice } from "#lib/spreadsheet/finding-codes.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const notices: readonly Notice[] = [
  { code: "other_sheets", params: { count: 1, rows: 9, names: "«Marzo» (9)" } },
  { code: "hidden_rows", params: { count: 3, line: 17 } },
  { code: "hidden_rows", params: { count: 2, line: 41 }, sheet: "Clientes" },
];

const shown = (told: readonly Notice[], locale: (typeof locales)[number]) =>
  rendered(<RememberedNote isUnseen notices={told} onShow={() => undefined} />, locale);

describe("a file with remembered columns", () => {
  test.each(locales)("still shows every notice of the reader (%s)", (locale) => {
    const { text, markup } = shown(notices, locale);
    expect(text).toContain("«Marzo» (9)");
    expect(text).toMatch(/17.*41/);
    expect(text).toContain("Clientes");
    expect(markup.match(/<li/g)).toHaveLength(notices.length);
    expect(text).toContain(messagesFor(locale).review.remembered.text);
  });

  test.each(locales)("has no list if there are no notices (%s)", (locale) => {
    expect(shown([], locale).markup).not.toContain("<li");
  });
});
