import { z } from "zod";
import { type Transaction, withPortalTransaction } from "#lib/database/client.ts";
import { isId } from "#lib/database/new-id.ts";
import { selectNamesOfTenants } from "#lib/database/tenants/tenants.ts";
import { findUserSettings, isAnotherAdminLeft, updateUser } from "#lib/database/users/users.ts";
import { roles } from "#lib/domain/access/permission.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { authoriseActor } from "../authorise.ts";
import { changedSettings } from "../changed-settings.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { requireTenants } from "./require-tenants.ts";

const inputSchema = z.object({
  userId: z.string(),
  name: z.string().trim().min(1).max(200).optional(),
  role: z.enum(roles).optional(),
  isDisabled: z.boolean().optional(),
  tenantIds: z.array(z.uuid()).max(1_000).optional(),
});
export type EditUserInput = z.input<typeof inputSchema>;

/**
 * Changes a user; omitted properties stay. Another role or set of tenants, and disabling, end their sessions at
 * once. Throws `conflict {reason: last_admin}` if nobody would be left to administer the portal.
 */
export async function editUser(ctx: Ctx, input: EditUserInput): Promise<void> {
  authoriseActor(ctx, "users.manage");
  const { userId, tenantIds, ...change } = parseInput(inputSchema, input);
  if (!isId(userId)) throw new AppError("not_found");
  await withPortalTransaction(async (tx) => {
    const endsAdmin = change.isDisabled === true || (change.role !== undefined && change.role !== "admin");
    if (endsAdmin && !(await isAnotherAdminLeft(tx, userId))) {
      const fields = [change.isDisabled === true ? "isDisabled" : "role"];
      throw new AppError("conflict", { fields, reason: "last_admin" });
    }
    const reachable = tenantIds === undefined ? undefined : await requireTenants(tx, tenantIds);
    const before = await findUserSettings(tx, userId);
    const sessions = await updateUser(tx, userId, { ...change, tenantIds: reachable });
    if (sessions === null || before === null) throw new AppError("not_found");
    await recordAudit(tx, ctx, "user_edited", {
      subject: userId,
      details: {
        ...changedSettings(before, change),
        ...(reachable === undefined ? {} : await changedTenants(tx, before.tenantIds, reachable)),
        ...(sessions === 0 ? {} : { sessions }),
      },
    });
  });
}

/** The names of the tenants that came and went. */
async function changedTenants(tx: Transaction, before: readonly string[], after: readonly string[]) {
  const names = async (ids: readonly string[]) => (await selectNamesOfTenants(tx, ids)).join(", ");
  const tenantsAdded = await names(after.filter((id) => !before.includes(id)));
  const tenantsRemoved = await names(before.filter((id) => !after.includes(id)));
  return { ...(tenantsAdded === "" ? {} : { tenantsAdded }), ...(tenantsRemoved === "" ? {} : { tenantsRemoved }) };
}
