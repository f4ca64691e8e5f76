import { portalDatabase } from "#lib/database/client.ts";
import { selectUsers } from "#lib/database/users/users.ts";
import type { UserView } from "#lib/domain/views/user-view.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/** Every user with their tenants, by name, the disabled ones last. */
export async function listUsers(ctx: Ctx, _input: Record<never, never> = {}): Promise<UserView[]> {
  authoriseActor(ctx, "users.read");
  return selectUsers(portalDatabase());
}
