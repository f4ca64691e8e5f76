import type { z } from "zod";
import { AppError } from "./app-error.ts";

/**
 * Parses what a use case was given. Throws `invalid` with `fields`, the paths at fault ("tenantIds.0"),
 * and `problems`, the same with a code each ("password:common").
 */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => issue.path.join("."));
  const problems = result.error.issues.map(
    (issue) => `${issue.path.join(".")}:${issue.code === "custom" ? issue.message : issue.code}`,
  );
  throw new AppError("invalid", { fields: [...new Set(fields)], problems });
}
