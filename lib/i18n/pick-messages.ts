import type { NamespaceKeys, NestedKeyOf } from "use-intl/core";
import type { Locale } from "./locale.ts";
import { mergedMessages, type PickedMessages } from "./merged-messages.ts";
import type { Messages } from "./messages-es.ts";
import { messagesFor } from "./messages-for.ts";

/** A part of the catalogue, such as "fields" or "outcome.history". */
export type MessageName = NamespaceKeys<Messages, NestedKeyOf<Messages>>;

/** The named parts of a language's catalogue: what a page sends to the browser (decision 60). */
export function pickMessages(locale: Locale, names: readonly MessageName[]): PickedMessages {
  return names.reduce<PickedMessages>(
    (picked, name) => mergedMessages(picked, onlyAt(messagesFor(locale), name.split("."))),
    {},
  );
}

function onlyAt(messages: PickedMessages, [key = "", ...rest]: readonly string[]): PickedMessages {
  const part = messages[key];
  if (part === undefined) throw new Error(`no messages ${key}`);
  return { [key]: typeof part === "string" || rest.length === 0 ? part : onlyAt(part, rest) };
}
