import { plainNumber } from "../cleaning/whole-digits.ts";
import { identificationField } from "../fields/catalogue.ts";
import type { Issue } from "../validation/issue.ts";

const none: readonly number[] = [];

/**
 * The numbers an identification may be reduced to: without leading zeros and dashes, and without a check
 * digit. Two debtors that share one look alike, and a CRM that stores numbers may confuse them. Empty for
 * identifications with letters.
 */
export function lookAlikeKeys(identification: string): readonly number[] {
  const plain = keyOf(identification);
  if (plain > 0) return [plain];
  if (!/^[\d\-_/]+$/.test(identification)) return none;
  const whole = keyOf(bare(identification));
  const unchecked = /-\d$/.test(identification) ? keyOf(bare(identification.slice(0, -2))) : 0;
  return [whole, unchecked].filter((key, at, keys) => key > 0 && keys.indexOf(key) === at);
}

function bare(identification: string): string {
  return identification.replace(/[-_/]/g, "");
}

/** The digits as a number, without leading zeros; 0 for any other text and for more digits than a number holds. */
function keyOf(text: string): number {
  let start = 0;
  while (text.charCodeAt(start) === 0x30) start++;
  return plainNumber(text, start);
}

/**
 * An issue on a debtor's first row: another debtor's identification looks like its own. Only the page reports
 * it; both debtors are sent.
 */
export function lookAlikeIssue(at: { readonly row: number; readonly column: number | null }, other: string): Issue {
  return { ...at, field: identificationField, code: "debtor_looks_alike", severity: "warning", params: { other } };
}
