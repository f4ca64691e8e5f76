/** What characters a cell has, one bit a class. */
export const has = {
  digit: 1,
  letter: 2,
  dot: 4,
  comma: 8,
  slash: 16,
  dash: 32,
  at: 64,
  blank: 128,
  percent: 256,
  currency: 512,
  parenthesis: 1024,
  plus: 2048,
  colon: 4096,
  apostrophe: 8192,
  other: 16384,
} as const;

function classOf(code: number): number {
  const character = String.fromCharCode(code);
  if (code >= 0x30 && code <= 0x39) return has.digit;
  if (/\p{L}/u.test(character)) return has.letter;
  switch (character) {
    case ".":
      return has.dot;
    case ",":
      return has.comma;
    case "/":
      return has.slash;
    case "-":
      return has.dash;
    case "@":
      return has.at;
    case "%":
      return has.percent;
    case "$":
      return has.currency;
    case "(":
    case ")":
      return has.parenthesis;
    case "+":
      return has.plus;
    case ":":
      return has.colon;
    case "'":
      return has.apostrophe;
    default:
      return code <= 0x20 || code === 0xa0 ? has.blank : has.other;
  }
}

/** Class by code unit up to Latin Extended-A; a table, because it is looked up for every character of the file. */
export const classes: Uint16Array = Uint16Array.from({ length: 0x180 }, (_, code) => classOf(code));

/** The class of a code unit beyond the table. */
export function rareClass(code: number): number {
  if (code === 0x20ac) return has.currency;
  if (code === 0x2019) return has.apostrophe;
  if (code === 0x2212) return has.dash;
  return code === 0x202f || code === 0x2009 ? has.blank : has.letter;
}
