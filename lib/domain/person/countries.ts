import { nitCheckDigit, rutCheckDigit } from "./check-digits.ts";

/** How the numbers of people and companies are written in a country. */
export interface PersonNumbers {
  /** A check digit behind a mark, of a number without marks that has at least `leastDigits`. */
  readonly checkDigit: {
    readonly pattern: RegExp;
    readonly leastDigits: number;
    /** What it should be; null where nobody can say. */
    readonly of: (digits: string) => string | null;
    /** Whether a right one is sent with the number, as the files of the country always have it. */
    readonly isSent: boolean;
  };
  /** The number without a check digit that is joined to it; the number itself if it has none, or may have none. */
  readonly withoutJoined: (number: string) => string;
}

/**
 * A company's NIT has nine digits and begins with 8 or 9, which no other number of ten does; a person's is the one of eight
 * or ten digits on the identity card, and counts only with the right check digit.
 */
const colombia: PersonNumbers = {
  checkDigit: {
    pattern: /^\d$/,
    leastDigits: 6,
    of: (number) => (number.length >= 5 ? nitCheckDigit(number) : null),
    isSent: false,
  },
  withoutJoined(number) {
    const body = number.slice(0, -1);
    if (/^[89]\d{9}$/.test(number)) return body;
    return /^(?:[1-7]\d{8}|\d{11})$/.test(number) && nitCheckDigit(body) === number.at(-1) ? body : number;
  },
};

/** A RUT has seven or eight digits and a check digit that may be a K. Joined to seven, one looks like the eighth. */
const chile: PersonNumbers = {
  checkDigit: {
    pattern: /^[\dK]$/i,
    leastDigits: 6,
    of: (number) => (/^\d{5,8}$/.test(number) ? rutCheckDigit(number) : null),
    isSent: true,
  },
  withoutJoined(number) {
    const body = number.slice(0, -1);
    if (/^\d{7,8}K$/.test(number)) return body;
    return /^\d{9}$/.test(number) && rutCheckDigit(body) === number.at(-1) ? body : number;
  },
};

/** Every country but Chile has the numbers that the portal read before it knew countries. */
export function personNumbersOf(country: string): PersonNumbers {
  return country === "CL" ? chile : colombia;
}
