import { createTranslator } from "use-intl/core";
import { expect, it } from "vitest";
import { formattingLocaleOf } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { waitIn } from "#lib/i18n/wait-in.ts";

it.each([
  ["es", 1, "Espere 1 segundo antes"],
  ["es", 89, "Espere 89 segundos antes"],
  ["es", 90, "Espere unos 2 minutos antes"],
  ["es", 256, "Espere unos 4 minutos antes"],
  ["en", 256, "Wait about 4 minutes and"],
  ["pt-BR", 300, "Aguarde cerca de 5 minutos antes"],
] as const)("in %s a wait of %i s reads %j", (locale, seconds, words) => {
  const t = createTranslator({ locale: formattingLocaleOf(locale), messages: messagesFor(locale), namespace: "auth" });
  expect(t("refusals.throttled.text", waitIn(seconds))).toContain(words);
});
