import { tenantDatabase } from "#lib/database/client.ts";
import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { sealClient } from "./client-address.ts";
import { findPerson, type PersonInput, personInput } from "./person-scope.ts";

/** What stands in the address of a client's trail in place of the identification. */
export async function addressClient(ctx: Ctx, input: PersonInput): Promise<{ client: string }> {
  const tenantId = await authorise(ctx, "audit.read", input.tenantId);
  const { identification } = parseInput(personInput, input);
  const person = await findPerson(tenantDatabase(tenantId), tenantId, identification);
  return { client: sealClient(tenantId, person.identification) };
}
