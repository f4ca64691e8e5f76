import { expect, test } from "vitest";
import { markOf } from "#components/upload/kept/begun-with.ts";
import { KeptList } from "#components/upload/kept/kept-list.tsx";
import type { KeptUpload } from "#components/upload/kept/kept-uploads.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { locales } from "#lib/i18n/locale.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const mapping = mappingSchema.parse({
  columns: [
    { state: "field", field: "debtor.Identification" },
    { state: "field", field: "obligation.total_balance" },
  ],
});
const none = { uploadId: "u", debtors: null, reason: null, leftOut: null };
const begun = [
  none,
  { ...none, debtors: "1,2" },
  { ...none, reason: "key" },
  { ...none, leftOut: "amount_malformed.1" },
  { ...none, leftOut: "identification_missing.0" },
];
const uploads = begun.map(
  (failures, at) =>
    ({
      name: String(at),
      tenantId: "t",
      head: { fileName: "a60 - no entraron.xlsx", fileBytes: 1, tenant: "Norte", begunWith: markOf(failures) },
      state: { mapping, step: "review", edits: 1, portfolio: null, report: { rowCount: 3 } },
      at: 0,
      until: 1,
      isOpen: false,
    }) as unknown as KeptUpload,
);

test.each(locales)("corrections of one upload are told apart by what they correct (%s)", (locale) => {
  const texts = uploads.map(
    (upload) =>
      rendered(<KeptList uploads={[upload]} tenantId="t" onContinue={() => {}} onThrowAway={async () => {}} />, locale)
        .text,
  );
  expect(new Set(texts).size).toBe(uploads.length);
  expect(texts.join()).not.toMatch(/kept\.|undefined/);
  if (locale === "es") expect(texts[3]).toContain("Corrección: Valor ilegible · Saldo");
});
