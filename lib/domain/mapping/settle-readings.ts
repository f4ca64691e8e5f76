import type { ColumnProfile } from "./column-profile.ts";
import type { Finding, ReadingEvidence } from "./finding.ts";

/**
 * One program wrote the file, with one setting: a column whose own values do not decide is likely read as those that do.
 * It stays "likely", with its reason, and is left ambiguous where the deciding columns disagree among themselves.
 */
function settle<T>(
  findings: readonly (Finding<T> | null)[],
  evidence: ReadingEvidence,
): readonly (Finding<T> | null)[] {
  const decided = findings.filter((finding) => finding !== null && finding.certainty !== "ambiguous");
  const values = new Set(decided.map((finding) => finding?.value));
  const value = decided[0]?.value;
  if (value === undefined || values.size !== 1) return findings;
  return findings.map((finding) => {
    const isUndecided = finding?.evidence === "decimal_undecided" || finding?.evidence === "date_undecided";
    if (finding === null || !isUndecided || ![finding.value, ...finding.alternatives].includes(value)) return finding;
    const alternatives = [finding.value, ...finding.alternatives].filter((other) => other !== value);
    return { value, certainty: "likely", evidence, params: { columns: decided.length }, alternatives };
  });
}

/** The profiles of a file's columns, with undecided readings settled by the columns that decide. A contradictory one stays asked. */
export function settleReadings(profiles: readonly ColumnProfile[]): readonly ColumnProfile[] {
  const marks = settle(
    profiles.map((profile) => profile.decimalMark),
    "decimal_by_other_columns",
  );
  const orders = settle(
    profiles.map((profile) => profile.dateOrder),
    "date_by_other_columns",
  );
  return profiles.map((profile, index) => ({
    ...profile,
    decimalMark: marks[index] ?? null,
    dateOrder: orders[index] ?? null,
  }));
}
