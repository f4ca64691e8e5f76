import type { Finding } from "#lib/domain/mapping/finding.ts";
import type { FindingEvidence } from "../finding-codes.ts";
import { type CodePage, codePages, codePageTable } from "./code-pages.ts";
import type { ByteSurvey } from "./survey-bytes.ts";

/** The encodings a text file can be read in. */
export const encodings = ["utf-8", ...codePages, "utf-16le", "utf-16be"] as const;
export type Encoding = (typeof encodings)[number];

/** The accented letters and signs of Spanish and Portuguese. */
const usedLetters = new Set("áéíóúüñÁÉÍÓÚÜÑãõâêôàçÃÕÂÊÔÀÇºª°");

/** Nearly half of UTF-16 text in Latin letters is zeros; 8-bit text has none. */
const zeroShareOfUtf16 = 0.4;

/** With at least this many UTF-8 sequences per stray byte, the file is UTF-8 with something else pasted in. */
const sequencesPerStrayByte = 1;

/** Decides by the whole file, never by a prefix: one accent in the last line settles it. */
export function chooseEncoding(survey: ByteSurvey, chosen: string | undefined): Finding<Encoding> {
  const found = detect(survey);
  const wanted = encodings.find((encoding) => encoding === chosen);
  if (wanted === undefined || wanted === found.value) return found;
  const alternatives = [found.value, ...found.alternatives].filter((encoding) => encoding !== wanted);
  return { value: wanted, certainty: "chosen", evidence: "chosen", params: {}, alternatives };
}

function detect(survey: ByteSurvey): Finding<Encoding> {
  if (survey.mark !== null) return finding(survey.mark, "sure", "byte_order_mark");
  if (survey.zeroShareOdd >= zeroShareOfUtf16 && survey.zeroShareEven < 0.1) {
    return finding("utf-16le", "likely", "alternating_zeros");
  }
  if (survey.zeroShareEven >= zeroShareOfUtf16 && survey.zeroShareOdd < 0.1) {
    return finding("utf-16be", "likely", "alternating_zeros");
  }
  if (survey.isAscii) return finding("utf-8", "sure", "only_ascii");
  if (survey.isUtf8) return finding("utf-8", "sure", "valid_utf8");
  if (survey.utf8Sequences >= survey.strayBytes * sequencesPerStrayByte) {
    return finding("utf-8", "likely", "mostly_utf8", { valid: survey.utf8Sequences, invalid: survey.strayBytes });
  }
  return detectCodePage(survey);
}

/**
 * If code pages score the same, Windows-1252 wins: nearly all such files are. That, and a narrow win of
 * another page, is shown as doubtful.
 */
function detectCodePage(survey: ByteSurvey): Finding<Encoding> {
  const scores = codePages.map((page) => ({ page, ...lettersIn(page, survey) }));
  const [best, other] = scores.sort((left, right) => right.score - left.score);
  if (best === undefined || best.score === 0) return finding("windows-1252", "likely", "not_utf8");
  const isNarrow = (other?.score ?? 0) > best.score * (best.page === "windows-1252" ? 0.99 : 0.5);
  const certainty = isNarrow ? "ambiguous" : best.score >= 4 * (other?.score ?? 0) ? "sure" : "likely";
  return finding(best.page, certainty, "accented_letters", { letters: best.letters });
}

/**
 * How many accented letters a code page makes of the bytes within words, and how well they fit: small letters
 * are rare among capitals, and a capital never follows a small letter.
 */
function lettersIn(page: CodePage, survey: ByteSurvey): { letters: number; score: number } {
  const table = codePageTable(page);
  let letters = 0;
  let score = 0;
  for (let byte = 0x80; byte < 256; byte++) {
    const letter = String.fromCharCode(table[byte] ?? 0);
    const count = survey.inWords[byte] ?? 0;
    if (count === 0 || !usedLetters.has(letter)) continue;
    letters += count;
    const isCapital = letter !== letter.toLowerCase();
    score += 2 * count - (isCapital ? 2 * (survey.behindSmall[byte] ?? 0) : (survey.amongCapitals[byte] ?? 0));
  }
  return { letters, score };
}

function finding(
  value: Encoding,
  certainty: Finding<Encoding>["certainty"],
  evidence: FindingEvidence,
  params: Finding<Encoding>["params"] = {},
): Finding<Encoding> {
  return { value, certainty, evidence, params, alternatives: encodings.filter((encoding) => encoding !== value) };
}
