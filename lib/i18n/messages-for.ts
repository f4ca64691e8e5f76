import type { Locale } from "./locale.ts";
import { messages as en } from "./messages-en.ts";
import { messages as es, type Messages } from "./messages-es.ts";
import { messages as ptBr } from "./messages-pt-br.ts";

const catalogues: Readonly<Record<Locale, Messages>> = { es, en, "pt-BR": ptBr };

/** All messages of a language. For the server only: the browser gets one language through `PortalIntlProvider`. */
export function messagesFor(locale: Locale): Messages {
  return catalogues[locale];
}
