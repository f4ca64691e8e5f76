"use client";

import { type ReactNode, useMemo } from "react";
import { IntlProvider, useLocale, useMessages } from "use-intl";
import { formattingLocaleOf, type Locale } from "#lib/i18n/locale.ts";
import { mergedMessages, type PickedMessages } from "#lib/i18n/merged-messages.ts";
import type { Messages } from "#lib/i18n/messages-es.ts";
import { defaultTimeZone } from "#lib/i18n/time-zone.ts";

export interface PortalIntlProviderProps {
  locale: Locale;
  /** `pickMessages`, from the server: one language, and of it what every page asks for. */
  messages: PickedMessages;
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
    <IntlProvider locale={formattingLocaleOf(locale)} messages={asAll(messages)} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}

/** Adds a page's messages to those of the layouts around it. */
export function PageMessages({ messages, children }: Pick<PortalIntlProviderProps, "messages" | "children">) {
  const locale = useLocale();
  const above: object = useMessages();
  const all = useMemo(() => mergedMessages(above as PickedMessages, messages), [above, messages]);
  return (
    <IntlProvider locale={locale} messages={asAll(all)}>
      {children}
    </IntlProvider>
  );
}

/** Components ask for no others: a test compares what pages declare with what their components ask for. */
function asAll(messages: PickedMessages): Messages {
  return messages as unknown as Messages;
}
