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

/** Space-like, invisible and grouping characters that are taken out of an identification when it is read. */
const marks = "[\\s\\p{Cc}\\p{Cf}\\u2065\\p{Pd}.,()+'’/_]*";

const year = "(?:19|20)\\d\\d";
const month = "(?:0[1-9]|1[0-2])";
const day = "(?:0[1-9]|[12]\\d|3[01])";
/** With two numbers of which either is the month. */
const writtenDay = `0?(?:[1-9]|1[0-2])/0?(?:[1-9]|[12]\\d|3[01])|0?(?:[1-9]|[12]\\d|3[01])/0?(?:[1-9]|1[0-2])`;

/**
 * Days are left as they are. A number of five digits or more is masked however it is grouped, with up to three letters
 * before, within and behind; what may be an amount is masked too, since nothing tells it from "1.234.567" of an
 * identification. A mail has at most 254 characters; without the limit, a long text of no gaps took seconds.
 */
const mailDayOrNumber = new RegExp(
  [
    `(?<mail>[^\\s<>"'«»(),;:=[\\]{}|\\\\]{1,254}@[^\\s<>"'«»(),;:=[\\]{}|\\\\]{1,254})`,
    `(?<![\\p{L}\\p{N}]|\\p{N}[-/_.'’])(?<day>${year}-${month}-${day}|(?:${writtenDay})/${year})(?![-/_.'’]?\\p{N})`,
    `(?:(?<![\\p{L}\\p{N}])\\p{L}{1,3})?(?:\\p{Nd}(?:[-_/]?\\p{L}{1,3})?${marks}){4,}\\p{Nd}(?:\\p{L}{1,3}(?!\\p{L}))?`,
  ].join("|"),
  "gu",
);

/** A shorter identification stands in too many texts that are not about it. */
const leastKnown = 4;

/**
 * Any text that may quote a debtor: mails and long numbers in it are masked, and `identification`, if it is known,
 * wherever it stands and however it is grouped.
 */
export function maskText(text: string, identification: string | null = null): string {
  const known = identification === null ? null : patternOf(identification);
  const rest = known === null ? text : text.replace(known, (found) => maskNumber(found));
  return rest.replace(mailDayOrNumber, (found, ...parts) => {
    const { mail, day } = parts.at(-1);
    if (day !== undefined) return found;
    return mail === undefined ? maskNumber(found) : maskMail(found);
  });
}

/** An obligation's number is no debtor's; but some creditors make it of the identification. */
export function maskObligation(number: string, identification: string | null): string {
  const known = identification === null ? "" : bare(identification).replace(/^0+/, "");
  return known.length >= leastKnown && bare(number).includes(known) ? maskEnding(number) : number;
}

/** Finds an identification in a text; null for one that is too short. */
function patternOf(identification: string): RegExp | null {
  if (identification.length < leastKnown) return null;
  const known = bare(identification);
  if (known.length < leastKnown) return new RegExp(identification.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "giu");
  const significant = known.replace(/^0+/, "");
  const looked = significant.length < leastKnown ? known : significant;
  return new RegExp(`(?:0${marks}){0,50}${[...looked].join(marks)}`, "giu");
}

/** Its letters and digits alone, in lower case. */
function bare(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}
