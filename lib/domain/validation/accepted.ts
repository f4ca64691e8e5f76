import type { AcceptableCode, Mapping } from "../mapping/mapping.ts";
import type { IssueCode } from "./issue.ts";

/** The warning that replaces each error once a person has accepted it. */
const acceptedAs = {
  row_short: "row_accepted",
  row_long: "row_accepted",
  row_above_header: "row_above_accepted",
  document_types_differ: "document_types_accepted",
  identification_last_digit: "identification_last_digit_accepted",
} as const satisfies Record<AcceptableCode, IssueCode>;

export type AcceptedCode = (typeof acceptedAs)[AcceptableCode];

export function isAcceptable(code: IssueCode): code is AcceptableCode {
  return Object.hasOwn(acceptedAs, code);
}

/** Whether a code is such a warning. */
export function isAccepted(code: IssueCode): code is AcceptedCode {
  return Object.values<IssueCode>(acceptedAs).includes(code);
}

/** The mapping with such errors accepted, for one line or for all. */
export function accept(mapping: Mapping, code: AcceptableCode, line?: number): Mapping {
  const others = (mapping.accepted ?? []).filter(
    (entry) => entry.code !== code || (line !== undefined && entry.line !== line),
  );
  return { ...mapping, accepted: [...others, line === undefined ? { code } : { code, line }] };
}

/** The mapping without an acceptance, named by its warning code, for one line or for all. */
export function takeBack(mapping: Mapping, told: AcceptedCode, line?: number): Mapping {
  const accepted = (mapping.accepted ?? []).filter(
    (entry) => acceptedAs[entry.code] !== told || (line !== undefined && entry.line !== line),
  );
  return { ...mapping, accepted };
}

/** Whether this line alone was accepted, so that it can be taken back alone. */
export function isAcceptedAlone(
  { accepted = [] }: Pick<Mapping, "accepted">,
  told: AcceptedCode,
  line: number,
): boolean {
  return accepted.some(({ code, line: of }) => of === line && acceptedAs[code] === told);
}

/** The code to report such an error under on this line: the error itself, or the warning that it was accepted. */
export type CodeUnder = (code: AcceptableCode, line: number) => AcceptableCode | AcceptedCode;

export function compileAccepted({ accepted = [] }: Pick<Mapping, "accepted">): CodeUnder {
  const keys = new Set(accepted.map(({ code, line }) => keyOf(code, line)));
  return (code, line) => (keys.has(code) || keys.has(keyOf(code, line)) ? acceptedAs[code] : code);
}

function keyOf(code: string, line: number | undefined): string {
  return line === undefined ? code : `${code} ${line}`;
}
