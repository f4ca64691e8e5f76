import { z } from "zod";
import { withPortalTransaction } from "#lib/database/client.ts";
import { insertUser } from "#lib/database/users/users.ts";
import { roles } from "#lib/domain/access/permission.ts";
import { hashPassword, passwordSchema } from "#lib/secrets/password.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { refuseDuplicate } from "../refuse-duplicate.ts";
import { requireTenants } from "./require-tenants.ts";

const inputSchema = z.object({
  email: z.string().trim().toLowerCase().pipe(z.email().max(254)),
  name: z.string().trim().min(1).max(200),
  role: z.enum(roles),
  password: passwordSchema,
  tenantIds: z.array(z.uuid()).max(1_000).default([]),
});
export type CreateUserInput = z.input<typeof inputSchema>;

/** Creates a user with their first password and tenants. */
export async function createUser(ctx: Ctx, input: CreateUserInput): Promise<{ userId: string }> {
  authoriseActor(ctx, "users.manage");
  const { password, tenantIds, ...columns } = parseInput(inputSchema, input);
  const passwordHash = await hashPassword(password);
  return refuseDuplicate(() =>
    withPortalTransaction(async (tx) => {
      const reachable = await requireTenants(tx, tenantIds);
      const userId = await insertUser(tx, { ...columns, passwordHash, tenantIds: reachable });
      await recordAudit(tx, ctx, "user_created", {
        subject: userId,
        details: { role: columns.role, tenants: reachable.length },
      });
      return { userId };
    }),
  );
}
