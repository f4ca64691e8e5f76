"use client";

import type { ReactNode } from "react";
import { IntlProvider } from "use-intl";
import { formattingLocaleOf, type Locale } from "#lib/i18n/locale.ts";
import type { Messages } from "#lib/i18n/messages-es.ts";
import { defaultTimeZone } from "#lib/i18n/time-zone.ts";

export interface PortalIntlProviderProps {
  locale: Locale;
  /** `messagesFor(locale)`, from the server: only one language is sent to the browser. */
  messages: Messages;
  timeZone?: string;
  children: ReactNode;
}

/** Gives client components their messages and formats. */
export function PortalIntlProvider({
  locale,
  messages,
  timeZone = defaultTimeZone,
  children,
}: PortalIntlProviderProps) {
  return (
    <IntlProvider locale={formattingLocaleOf(locale)} messages={messages} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}
