import { createTranslator, type NamespaceKeys, type NestedKeyOf } from "use-intl/core";
import { formattingLocaleOf, type Locale } from "./locale.ts";
import type { Messages } from "./messages-es.ts";
import { messagesFor } from "./messages-for.ts";
import { defaultTimeZone } from "./time-zone.ts";

/**
 * Messages for server components: `translatorFor(locale, "drop")("title")`. Client components use
 * `useTranslations`.
 */
export function translatorFor<const Name extends NamespaceKeys<Messages, NestedKeyOf<Messages>>>(
  locale: Locale,
  namespace: Name,
  timeZone: string = defaultTimeZone,
) {
  return createTranslator<Messages, Name>({
    locale: formattingLocaleOf(locale),
    messages: messagesFor(locale),
    namespace,
    timeZone,
  });
}
