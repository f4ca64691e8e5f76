import { personNumbersOf } from "./countries.ts";

const marksAround = /^[-/_]+|[-/_]+$/g;
const marks = /[-/_]+/g;

/**
 * What a person is found by in whatever form a file has the identification: in capital letters, without marks, zeros before
 * it and a check digit, since one bank writes them and another does not. `country`: of the tenant. The database has the same
 * rule (hold_key).
 */
export function holdKey(identification: string, country: string): string {
  const { checkDigit, withoutJoined } = personNumbersOf(country);
  const written = identification.replace(/[a-z]/g, (letter) => letter.toUpperCase()).replace(marksAround, "");
  const [, before = "", last = ""] = /^(.*\d)[-/_]+([\dK])$/.exec(written) ?? [];
  const head = before.replace(marks, "").replace(/^0+/, "");
  const isChecked = head.length >= checkDigit.leastDigits && /^\d+$/.test(head) && checkDigit.pattern.test(last);
  return withoutJoined((isChecked ? head : written.replace(marks, "")).replace(/^0+/, ""));
}

/** The numbers of digits alone, without zeros before them, that have this key. */
export function numbersOfHold(key: string, country: string): string[] {
  const numbers = ["", ..."0123456789"].map((checkDigit) => key + checkDigit);
  return numbers.filter((number) => /^\d+$/.test(number) && holdKey(number, country) === key);
}
