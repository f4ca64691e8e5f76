import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "use-intl";
import { RoleProvider } from "#components/access/may.tsx";
import { formattingLocaleOf, type Locale } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";

/** What a component shows a supervisor in a language: its markup, and its text alone. */
export function rendered(node: ReactNode, locale: Locale = "es"): { markup: string; text: string } {
  const markup = renderToStaticMarkup(
    <IntlProvider locale={formattingLocaleOf(locale)} messages={messagesFor(locale)} timeZone="America/Bogota">
      <RoleProvider value="supervisor">{node}</RoleProvider>
    </IntlProvider>,
  );
  return {
    markup,
    text: markup
      .replaceAll(/<[^>]*>/g, " ")
      .replaceAll(/\s+/g, " ")
      .trim(),
  };
}
