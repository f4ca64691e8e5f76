import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { mappingProblemCodes } from "#lib/domain/mapping/check-mapping.ts";
import { readingEvidences } from "#lib/domain/mapping/finding.ts";
import { formattingLocaleOf, locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { findingEvidences, noticeCodes } from "#lib/spreadsheet/finding-codes.ts";
import type { RefusalCode } from "#lib/spreadsheet/protocol/refusal.ts";

/**
 * A record, so that a new code of the protocol does not compile without an entry here. The values are the
 * parameters that every such refusal carries.
 */
const refusals: Readonly<Record<RefusalCode, Readonly<Record<string, string | number>>>> = {
  empty: {},
  only_header: {},
  report_without_cells: {},
  nothing_readable: {},
  wrong_kind: { is: "pdf" },
  password_protected: {},
  corrupt: {},
  truncated: {},
  too_large: {},
  too_many_rows: { max: 1_048_576 },
  too_many_hidden: { count: 200_000, max: 100_000 },
  too_many_columns: { max: 2_000 },
  too_many_entries: { max: 1_000 },
  too_many_characters: {},
  doctype: {},
  unexpected: {},
};

describe.each(locales)("words of a new upload in %s", (locale) => {
  const { findings, mapping } = messagesFor(locale);

  test("every evidence, notice and mapping problem has one sentence", () => {
    expect(Object.keys(findings.evidence).sort()).toEqual([...findingEvidences].sort());
    expect(Object.keys(findings.notices).sort()).toEqual([...noticeCodes].sort());
    expect(Object.keys(mapping.reading.evidence).sort()).toEqual([...readingEvidences].sort());
    expect(Object.keys(mapping.problems).sort()).toEqual(["title", ...mappingProblemCodes].sort());
  });

  test.each(Object.entries(refusals))("the refusal %s reads well with its parameters", (code, params) => {
    const faults: string[] = [];
    const t = createTranslator({
      locale: formattingLocaleOf(locale),
      messages: findings.refusals,
      onError: (error) => faults.push(error.message),
    });
    expect(Object.keys(findings.refusals).sort()).toEqual(Object.keys(refusals).sort());
    for (const part of ["title", "text"] as const) expect(t(`${code as RefusalCode}.${part}`, params)).toMatch(/\S/);
    expect(faults).toEqual([]);
  });

  test("a file of unknown kind gets a sentence too", () => {
    const t = createTranslator({ locale: formattingLocaleOf(locale), messages: findings.refusals });
    expect(t("wrong_kind.text", { is: "something new" })).toMatch(/XLSX/);
  });
});
