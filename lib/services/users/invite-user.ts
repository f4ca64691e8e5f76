import { z } from "zod";
import { withPortalTransaction } from "#lib/database/client.ts";
import { insertUser } from "#lib/database/users/users.ts";
import { roles } from "#lib/domain/access/permission.ts";
import type { DeliveredLink } from "#lib/domain/views/link-view.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { refuseDuplicate } from "../refuse-duplicate.ts";
import { deliverLink } from "./deliver-link.ts";
import { makeLink } from "./make-link.ts";
import { requireTenants } from "./require-tenants.ts";

const inputSchema = z.object({
  email: z.string().trim().toLowerCase().pipe(z.email().max(254)),
  name: z.string().trim().min(1).max(200),
  role: z.enum(roles),
  tenantIds: z.array(z.uuid()).max(1_000).default([]),
});
export type InviteUserInput = z.input<typeof inputSchema>;

/**
 * Creates a user with their tenants and invites them: by mail, or with a link that the admin passes on. They choose
 * their password themselves, or sign in through the provider.
 */
export async function inviteUser(ctx: Ctx, input: InviteUserInput): Promise<{ userId: string } & DeliveredLink> {
  const { locale } = authoriseActor(ctx, "users.manage");
  const { tenantIds, ...columns } = parseInput(inputSchema, input);
  const { userId, link } = await refuseDuplicate(() =>
    withPortalTransaction(async (tx) => {
      const reachable = await requireTenants(tx, tenantIds);
      const userId = await insertUser(tx, { ...columns, passwordHash: null, tenantIds: reachable });
      await recordAudit(tx, ctx, "user_invited", {
        subject: userId,
        details: { role: columns.role, tenants: reachable.length },
      });
      return { userId, link: await makeLink(tx, userId, "invitation") };
    }),
  );
  // They have chosen no language yet; the admin's is the likeliest.
  return { userId, ...(await deliverLink("invitation", { ...columns, locale }, link)) };
}
