import { withPortalTransaction } from "#lib/database/client.ts";
import { deleteFirstRunCode, hasNoUser, putFirstRunCode } from "#lib/database/users/first-run.ts";
import { envOf } from "#lib/env.ts";
import { hashOfSecret, newReadableCode, typedCode } from "#lib/secrets/one-time-secret.ts";

/**
 * At each start of a portal without users: renews the code that makes the first admin, and returns it for the console.
 * Null with users, and where the setting FIRST_RUN_CODE gives the code: whoever set it knows it.
 */
export async function openFirstRun(): Promise<string | null> {
  const given = envOf("FIRST_RUN_CODE").FIRST_RUN_CODE;
  const code = given ?? newReadableCode();
  const isOpen = await withPortalTransaction(async (tx) => {
    const isEmpty = await hasNoUser(tx);
    if (isEmpty) await putFirstRunCode(tx, hashOfSecret(typedCode(code)));
    else await deleteFirstRunCode(tx);
    return isEmpty;
  });
  return isOpen && given === undefined ? code : null;
}
