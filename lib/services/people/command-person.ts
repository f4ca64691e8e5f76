import { portalDatabase } from "#lib/database/client.ts";
import { findTenantsNamed } from "#lib/database/tenants/tenants.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { PersonExport } from "#lib/domain/views/person-view.ts";
import { CommandRefused } from "../operations/command-refused.ts";
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
 * Exports or erases a person by command, in the name of the portal: whoever may run it has the database. Throws
 * {@link CommandRefused} if no tenant, or more than one, is called so, and for what the use cases refuse.
 */
export async function commandPerson({
  command,
  tenant,
  identification,
  keepsHold,
}: PersonCommand): Promise<PersonExport | ErasedPerson> {
  const [tenantId, another] = await findTenantsNamed(portalDatabase(), tenant);
  if (tenantId === undefined)
    throw new CommandRefused(`No tenant is called "${tenant}": give its name, operation or id.`);
  if (another !== undefined) throw new CommandRefused(`Several tenants are called "${tenant}": give the id of one.`);
  try {
    return command === "export"
      ? await exportFrom(tenantId, portal, { tenantId, identification })
      : await eraseFrom(tenantId, portal, { tenantId, identification, keepsHold });
  } catch (error) {
    throw error instanceof AppError ? new CommandRefused(sentenceOf(error)) : error;
  }
}

function sentenceOf({ code, params }: AppError): string {
  if (code === "invalid") return "That identification cannot be read.";
  if (code !== "person_under_way") return `Refused: ${code}`;
  const { uploads } = params;
  return `The person is in uploads that have to end first, or whose outcome has to be stated:\n${[uploads].flat().join("\n")}`;
}
