/** The classes of characters in a cell, one bit each. */
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

/**
 * Class by code unit; letter unless set otherwise. One table of 128 KB, because every character of the file
 * is looked up, and a lookup that may fall beyond the table's end takes half as long again.
 */
export const classes: Uint16Array = new Uint16Array(0x10000).fill(has.letter);
for (let code = 0; code < 0x180; code++) classes[code] = classOf(code);
classes[0x20ac] = has.currency;
classes[0x2019] = has.apostrophe;
classes[0x2212] = has.dash;
classes[0x202f] = has.blank;
classes[0x2009] = has.blank;
