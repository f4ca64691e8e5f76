/**
 * The DIAN's weights for a NIT's check digit, from the last digit to the first (Orden Administrativa 4 de 1989).
 */
const weights = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71] as const;

/** The check digit of a NIT's digits, "0" to "9"; null for more digits than the DIAN has weights (15). */
export function nitCheckDigit(digits: string): string | null {
  if (digits.length > weights.length) return null;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    sum += (digits.charCodeAt(digits.length - 1 - i) - 0x30) * (weights[i] ?? 0);
  }
  const rest = sum % 11;
  return String(rest < 2 ? rest : 11 - rest);
}

/**
 * The two check digits of a Brazilian CPF (nine digits) or CNPJ (twelve digits), modulo 11. CPF weights rise
 * from 2; CNPJ weights rise from 2 to 9 and start again.
 */
export function brazilianCheckDigits(digits: string): string {
  const last = digits.length === 9 ? 11 : 9;
  const next = (value: string): string => {
    let sum = 0;
    let weight = 2;
    for (let i = value.length - 1; i >= 0; i--) {
      sum += (value.charCodeAt(i) - 0x30) * weight;
      weight = weight === last ? 2 : weight + 1;
    }
    const rest = sum % 11;
    return rest < 2 ? "0" : String(11 - rest);
  };
  const first = next(digits);
  return first + next(digits + first);
}

/** The check digit of a Chilean RUT's digits, modulo 11 with weights 2 to 7 from the last: "0" to "9" or "K" (Registro Civil). */
export function rutCheckDigit(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += (digits.charCodeAt(digits.length - 1 - i) - 0x30) * (2 + (i % 6));
  const check = 11 - (sum % 11);
  return check === 11 ? "0" : check === 10 ? "K" : String(check);
}
