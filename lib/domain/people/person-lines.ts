import type { PersonExport } from "../views/person-view.ts";

export const personParts = ["holds", "accepted", "records", "leftOut", "changes"] as const;
export type PersonPart = (typeof personParts)[number];

/** One thing that is known of a person. */
export interface PersonLine {
  /** Null: of the export itself. */
  readonly part: PersonPart | null;
  /** Which of the part, from 1. */
  readonly number: number;
  /** Where it stands below that: keys, and positions from 0. */
  readonly path: readonly (string | number)[];
  readonly value: string | number | boolean;
}

/** How a cell was stored, letter by letter: nothing that it says. */
const unsaid = "kinds";

/** What is known of a person, one thing a line and in the order of the export. What is not there has no line. */
export function personLines(told: PersonExport): PersonLine[] {
  const { identification, exportedAt, ...parts } = told;
  return [
    ...leavesOf({ identification, exportedAt }, []).map((leaf) => ({ part: null, number: 1, ...leaf })),
    ...personParts.flatMap((part) =>
      parts[part].flatMap((one, index) => leavesOf(one, []).map((leaf) => ({ part, number: index + 1, ...leaf }))),
    ),
  ];
}

type Leaf = Pick<PersonLine, "path" | "value">;

function leavesOf(value: unknown, path: Leaf["path"]): Leaf[] {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value === "" ? [] : [{ path, value }];
  if (Array.isArray(value)) return value.flatMap((one, index) => leavesOf(one, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => (key === unsaid ? [] : leavesOf(one, [...path, key])));
}
