/** A portfolio's name as it is kept: what a person cannot see, such as a second space, does not make it another one. */
export function portfolioNameOf(typed: string): string {
  return typed.normalize("NFC").replace(/\s+/g, " ").trim();
}
