import { isErasedName } from "#lib/domain/people/erased-name.ts";
import type { Locale } from "./locale.ts";
import { translatorFor } from "./translator-for.ts";

/** What a file has as a debtor's identification: of an erased person only that. */
export function personNumber(locale: Locale): (identification: string) => string {
  const erased = translatorFor(locale, "masking")("erased");
  return (identification) => (isErasedName(identification) ? erased : identification);
}
