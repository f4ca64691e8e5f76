import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { sealClient } from "./client-address.ts";
import { type PersonInput, personInput } from "./person-scope.ts";

/** What stands in the address of a client's trail in place of the identification. */
export async function addressClient(ctx: Ctx, input: PersonInput): Promise<{ client: string }> {
  const tenantId = await authorise(ctx, "audit.read", input.tenantId);
  return { client: sealClient(tenantId, parseInput(personInput, input).identification) };
}
