import { isUniqueViolation } from "#lib/database/unique-violation.ts";
import { AppError } from "./app-error.ts";

/** Runs `work`; where the database finds the value of `field` taken, throws `conflict` with its name. */
export async function refuseDuplicate<T>(field: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError("conflict", { fields: [field] });
    throw error;
  }
}
