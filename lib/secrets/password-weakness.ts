/** `common`: guessed first by anybody. `own_words`: guessed first by who knows the user or their operations. */
export type PasswordWeakness = "common" | "own_words";

const leastCharacters = 12;
const product = "wolkvox";

/** What people here would try first and no list of the world's commonest passwords has. */
const localWords = [
  "administrador",
  "bienvenido",
  "bienvenida",
  "cartera",
  "cobranza",
  "cobranzas",
  "cobranca",
  "colombia",
  "contrasena",
  "micontrasena",
  "portal",
  "recuperacion",
  "senha",
  "supervisor",
];

let listed: Promise<ReadonlySet<string>> | undefined;

/** 49,000 of the commonest passwords, as @zxcvbn-ts/language-common (MIT) has them; unpacked at the first check. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  listed ??= import("@zxcvbn-ts/language-common").then(
    ({ dictionary }) => new Set([...dictionary["passwords-common"], ...localWords]),
  );
  return listed;
}

/** Digits and signs that people put for letters. */
const lookalikes: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

/**
 * Why a password is no good, null for a good one. A common one stays common with other capitals, accents, digits
 * around it, digits for letters, or twice in a row; and the user's own words (parts of their name and email, names of
 * their operations, the product's) do not count towards the twelve characters.
 */
export async function weaknessOf(password: string, ownWords: readonly string[]): Promise<PasswordWeakness | null> {
  const plain = folded(password);
  const common = await commonPasswords();
  if (shapesOf(plain).some((shape) => common.has(shape)) || isMonotonous(plain)) return "common";
  const words = [product, ...ownWords.flatMap(wordsOf)].toSorted((a, b) => b.length - a.length);
  const rest = words.reduce((text, word) => text.replaceAll(word, ""), plain);
  return rest.length < leastCharacters && rest.length < plain.length ? "own_words" : null;
}

/** A password as lists have it, and without what is usually put around or into one. */
function shapesOf(plain: string): string[] {
  const once = /^(.+?)\1+$/.exec(plain)?.[1] ?? plain;
  return [plain, once].flatMap((text) => {
    const core = text.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
    const letters = Array.from(text, (sign) => lookalikes[sign] ?? sign).join("");
    return [text, core, letters, letters.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, "")].filter((shape) => shape !== "");
  });
}

/** Few different characters, or each one the neighbour of the one before: `aaabbbaaabbb`, `abcdefghijkl`, `123456789012`. */
function isMonotonous(plain: string): boolean {
  if (new Set(plain).size <= 4) return true;
  const codes = Array.from(plain, (sign) => sign.codePointAt(0) ?? 0);
  const steps = codes.slice(1).filter((code, index) => Math.abs(code - (codes[index] ?? 0)) <= 1).length;
  return steps >= codes.length - 3;
}

/** Parts of three letters or more; shorter ones are in half of all words. */
function wordsOf(text: string): string[] {
  return folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= 3);
}

/** Without capitals and accents. */
function folded(text: string): string {
  return text.toLowerCase().normalize("NFKD").replaceAll(/\p{M}/gu, "");
}
