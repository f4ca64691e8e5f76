import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { formattingLocaleOf, type Locale, locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { referenceOf } from "#lib/i18n/request-reference.ts";

const request = "8c2f0a91-7d1e-4b60-9d4f-3f0c6f0e8a11";
const labels = { es: "Referencia", en: "Reference", "pt-BR": "Referência" } as const satisfies Record<Locale, string>;

/** Every sentence about a fault of the portal that can show the request's id. */
const sentences = [
  "drop.problems.unexpected.text",
  "reasons.errors.unexpected",
  "admin.refusals.other",
  "admin.customFields.notRemoved",
] as const;

describe.each(locales)("a fault of the portal in %s", (locale) => {
  const t = createTranslator({
    locale: formattingLocaleOf(locale),
    messages: messagesFor(locale),
    onError: (error) => {
      throw error;
    },
  });

  it.each(sentences)("shows the request's id if it is known: %s", (key) => {
    const bare = t(key, referenceOf({}));
    expect(bare).toMatch(/^[^{}]+\.$/);
    expect(bare).not.toContain(labels[locale]);
    expect(t(key, referenceOf({ request }))).toBe(`${bare} ${labels[locale]}: ${request}`);
  });
});
