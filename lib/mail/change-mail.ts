import { chooseLocale } from "#lib/i18n/locale.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { oneLine } from "./one-line.ts";
import type { Mail } from "./send-mail.ts";

/** What can change of how a user signs in. */
export type AccountChange =
  | "password"
  | "factor_set_up"
  | "factor_removed"
  | "codes_renewed"
  | "provider_linked"
  | "provider_unlinked";

/** The mail that tells a user of such a change, in their language. */
export function changeMail(change: AccountChange, of: { readonly name: string; readonly locale: string | null }): Mail {
  const locale = chooseLocale({ user: of.locale });
  const t = translatorFor(locale, "mail");
  const product = translatorFor(locale, "common")("product");
  const paragraphs = [
    t("greeting", { name: oneLine(of.name) }),
    t(`changed.${change}`, { product }),
    t("changed.unasked"),
  ];
  return { subject: t("changed.subject", { product }), text: `${paragraphs.join("\n\n")}\n` };
}
