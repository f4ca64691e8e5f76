import type { Transaction } from "#lib/database/client.ts";
import { selectTenantNames } from "#lib/database/users/users.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { weaknessOf } from "#lib/secrets/password-weakness.ts";

/** Throws `invalid` for a password that is common, or made of the user's own words and hardly anything else. */
export async function requireGoodPassword(
  db: Transaction,
  password: string,
  user: { readonly userId: string | null; readonly name: string; readonly email: string },
): Promise<void> {
  const tenants = user.userId === null ? [] : await selectTenantNames(db, user.userId);
  const weakness = await weaknessOf(password, [user.name, user.email, ...tenants]);
  if (weakness !== null) throw new AppError("invalid", { fields: ["password"], problems: [`password:${weakness}`] });
}
