import type { z } from "zod";
import { AppError } from "#lib/domain/app-error.ts";
import { isStorable } from "#lib/domain/table/storable-text.ts";

/** For a list with a million errors the answer names only the first ones. */
const maxProblems = 20;

/**
 * Parses the input of a use case. Throws `invalid` with `fields`, the paths at fault ("tenantIds.0"), and
 * `problems`, the same with a code each ("password:common"). Text that the database cannot store is refused
 * wherever it is.
 */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (!result.success) {
    throw invalid(
      result.error.issues.slice(0, maxProblems).map(({ path, code, message }) => ({
        field: path.join("."),
        code: code === "custom" ? message : code,
      })),
    );
  }
  const path = unstorablePath(result.data);
  if (path !== null) throw invalid([{ field: path.join("."), code: "unreadable_text" }]);
  return result.data;
}

function invalid(problems: readonly { readonly field: string; readonly code: string }[]): AppError {
  const fields = [...new Set(problems.map(({ field }) => field))];
  return new AppError("invalid", { fields, problems: problems.map(({ field, code }) => `${field}:${code}`) });
}

/** The path of the first text that cannot be stored, or null; a parsed value is no deeper than its schema. */
function unstorablePath(value: unknown): string[] | null {
  if (typeof value === "string") return isStorable(value) ? null : [];
  if (typeof value !== "object" || value === null) return null;
  for (const [key, each] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
    const path = unstorablePath(each);
    if (path !== null) return [String(key), ...path];
  }
  return null;
}
