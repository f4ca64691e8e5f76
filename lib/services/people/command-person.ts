import { portalDatabase } from "#lib/database/client.ts";
import { findTenantsNamed } from "#lib/database/tenants/tenants.ts";
import type { PersonExport } from "#lib/domain/views/person-view.ts";
import { portal } from "../operations/erase-upload.ts";
import { type ErasedPerson, eraseFrom } from "./erase-person.ts";
import { exportFrom } from "./export-person.ts";

export interface PersonCommand {
  readonly command: "export" | "erase";
  /** A tenant's name, operation or id. */
  readonly tenant: string;
  readonly identification: string;
  readonly keepsHold: boolean;
}

/**
 * Exports or erases a person by command, in the name of the portal: whoever may run it has the database. Throws if no
 * tenant, or more than one, is called so.
 */
export async function commandPerson({
  command,
  tenant,
  identification,
  keepsHold,
}: PersonCommand): Promise<PersonExport | ErasedPerson> {
  const [tenantId, another] = await findTenantsNamed(portalDatabase(), tenant);
  if (tenantId === undefined) throw new Error(`No tenant is called "${tenant}": give its name, operation or id.`);
  if (another !== undefined) throw new Error(`Several tenants are called "${tenant}": give the id of one.`);
  return command === "export"
    ? exportFrom(tenantId, portal, { tenantId, identification })
    : eraseFrom(tenantId, portal, { tenantId, identification, keepsHold });
}
