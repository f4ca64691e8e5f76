/**
 * How much of an answer is kept, 64 KB: enough for any batch's list of failures, small enough for a row of the log.
 */
export const keptBytes = 65_536;
/** The longest remark that is kept about one debtor, in characters. */
const remarkLength = 2_000;
/**
 * How many characters a remark is made from: for tags that never close, the time grows with the square of the
 * length.
 */
const remarkSource = 16_384;

/**
 * Remote text in a form that can be stored: cut to `maxBytes` of UTF-8, without NUL (PostgreSQL refuses it in
 * text) and without halves of surrogate pairs (they cannot be encoded).
 */
export function keptText(text: string, maxBytes: number = keptBytes): string {
  const bytes = new TextEncoder().encode(text.slice(0, maxBytes).replaceAll("\u0000", "\uFFFD").toWellFormed());
  if (bytes.length <= maxBytes) return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  let end = maxBytes;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, end));
}

/** Only HTML's own names make a tag: "<12345>", "<ana@example.com>" and "< 0 o >" are the remote's words. */
const htmlNames =
  "a|abbr|address|article|b|big|blockquote|body|br|center|code|dd|div|dl|dt|em|fieldset|font|footer|form|h[1-6]|head|header|hr|html|i|img|input|label|legend|li|link|main|meta|nav|ol|p|pre|script|section|small|span|strong|style|sub|sup|table|tbody|td|tfoot|th|thead|title|tr|tt|u|ul";
const tags = new RegExp(
  `<!--[\\s\\S]*?-->|<(style|script)\\b[\\s\\S]*?</\\1>|<!doctype\\b[^<>]*>|<(/?)(${htmlNames})(?=[\\s/>])([^<>]*)>`,
  "gi",
);
/**
 * Tags that are usually left open. Any other name that is not closed may be a field's: "falta <address>",
 * "<code> inválido".
 */
const unclosed = /^(?:body|br|dd|dt|head|hr|html|img|input|li|link|meta|p|tbody|td|tfoot|th|thead|tr)$/i;
/** After a tag's name come a slash or attributes; mere words are the remote's text ("<b no existe>"). */
const attributes = /=|^[\s/]*$|^\s+(?:nowrap|noshade|compact|hidden|disabled|checked|selected|required)[\s/]*$/i;
/** Control characters, marks that reverse the line, characters without a shape: invisible on a page. */
const unseen = /(?!\s)\p{C}/gu;

/**
 * The remote's words about one debtor or one batch: without tags and runs of blanks, invisible characters
 * written as escapes, cut with "…". A text that consists of tags is shown with them, so something is always
 * shown. Null for blanks only.
 */
export function remark(text: string): string | null {
  const source = keptText(text.slice(0, remarkSource));
  const plain = shown(withoutTags(source)) || shown(source);
  if (plain === "") return null;
  if (plain.length <= remarkLength && text.length <= remarkSource) return plain;
  return `${plain.slice(0, remarkLength - 1).toWellFormed()}…`;
}

/** Removes tags only if what they open is closed, so that no word is taken for a tag. */
function withoutTags(source: string): string {
  const closed = new Set(Array.from(source.matchAll(/<\/([a-z]+\d?)/gi), ([, name = ""]) => name.toLowerCase()));
  return source.replace(tags, (tag, block?: string, slash?: string, name = "", behind = "") => {
    if (block !== undefined || slash === undefined || slash === "/") return " ";
    const isClosed = unclosed.test(name) || behind.includes("=") || closed.has(name.toLowerCase());
    return isClosed && attributes.test(behind) ? " " : tag;
  });
}

function shown(text: string): string {
  return text
    .replace(unseen, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
    .replace(/\s+/g, " ")
    .trim();
}
