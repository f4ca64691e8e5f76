import type { LinkKind } from "#lib/domain/access/link-kind.ts";
import { chooseLocale } from "#lib/i18n/locale.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { oneLine } from "./one-line.ts";
import type { Mail } from "./send-mail.ts";

/** The mail that brings a link for setting a password, in its user's language. */
export function linkMail(
  kind: LinkKind,
  of: { readonly name: string; readonly locale: string | null; readonly link: string; readonly hours: number },
): Mail {
  const locale = chooseLocale({ user: of.locale });
  const t = translatorFor(locale, "mail");
  const product = translatorFor(locale, "common")("product");
  const paragraphs = [
    t("greeting", { name: oneLine(of.name) }),
    t(`${kind}.text`, { product }),
    of.link,
    t("lasts", { hours: of.hours }),
    t(`${kind}.unasked`),
  ];
  return { subject: t(`${kind}.subject`, { product }), text: `${paragraphs.join("\n\n")}\n` };
}
