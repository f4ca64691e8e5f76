import { duplicateColumn } from "#lib/database/unique-violation.ts";
import { AppError } from "#lib/domain/app-error.ts";

/** Runs `work`; where the database finds a value taken, throws `conflict` with the name of its field. */
export async function refuseDuplicate<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const field = duplicateColumn(error);
    if (field !== null) throw new AppError("conflict", { fields: [field] });
    throw error;
  }
}
