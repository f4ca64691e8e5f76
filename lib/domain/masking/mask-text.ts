/** Stands for what is hidden, always as many: how long it is would say something. */
export const hidden = "••••";

const shownCharacters = 4;

/** The last four characters; of what has less than eight, half of it at most. */
export function maskEnding(text: string): string {
  const characters = [...text];
  const shown = Math.min(shownCharacters, Math.floor(characters.length / 2));
  return hidden + characters.slice(characters.length - shown).join("");
}

/** A number, by its letters and digits alone: how they are grouped says how many there are. */
export function maskNumber(text: string): string {
  return maskEnding(text.replace(/[^\p{L}\p{N}]/gu, ""));
}

/** "maria@correo.com.co" → "m…@c….co": two first letters and the last part of the domain. */
export function maskMail(text: string): string {
  const at = text.lastIndexOf("@");
  if (at === -1) return maskEnding(text);
  const domain = text.slice(at + 1);
  const dot = domain.lastIndexOf(".");
  const ending = dot === -1 ? "" : domain.slice(dot);
  return `${firstOf(text.slice(0, at))}@${firstOf(domain.slice(0, domain.length - ending.length))}${ending}`;
}

/** The first character of what has more than one; nothing of a single one. */
function firstOf(text: string): string {
  const [first = "", second] = [...text];
  return `${second === undefined ? "" : first}…`;
}

/**
 * Days are left as they are. A number of five digits or more is masked however it is grouped, also behind letters; what
 * may be an amount is masked too, since nothing tells it from "1.234.567" of an identification.
 */
const mailDayOrNumber =
  /(?<mail>[^\s<>"'«»(),;:=[\]{}|\\]+@[^\s<>"'«»(),;:=[\]{}|\\]+)|(?<![\p{L}\p{N}])(?<day>\d{4}-\d{2}-\d{2}|\d{1,2}\/\d{1,2}\/\d{4})(?!\p{N})|(?<number>(?:(?<![\p{L}\p{N}])\p{L}{1,3})?(?:\p{Nd}[\s.,()+-]{0,3}){4,}\p{Nd})/gu;

/** A shorter identification stands in too many texts that are not about it. */
const leastKnown = 4;

/**
 * Any text that may quote a debtor: mails and long numbers in it are masked, and `identification`, if it is known,
 * wherever it stands.
 */
export function maskText(text: string, identification: string | null = null): string {
  const known =
    identification === null || identification.length < leastKnown
      ? text
      : text.replace(new RegExp(escaped(identification), "giu"), (found) => maskEnding(found));
  return known.replace(mailDayOrNumber, (found, ...rest) => {
    const { mail, day } = rest.at(-1);
    if (day !== undefined) return found;
    return mail === undefined ? maskNumber(found) : maskMail(found);
  });
}

/** An obligation's number is no debtor's; but some creditors make it of the identification. */
export function maskObligation(number: string, identification: string | null): string {
  const digits = identification?.replace(/^0+/, "") ?? "";
  return digits.length >= leastKnown && number.toLowerCase().includes(digits.toLowerCase())
    ? maskEnding(number)
    : number;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
