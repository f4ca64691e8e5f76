import { duplicateColumn } from "#lib/database/unique-violation.ts";
import { AppError } from "#lib/domain/app-error.ts";

/** Runs `work`; on a unique violation throws `conflict` with the field's name. */
export async function refuseDuplicate<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const field = duplicateColumn(error);
    if (field !== null) throw new AppError("conflict", { fields: [field] });
    throw error;
  }
}
