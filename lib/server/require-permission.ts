import { notFound, redirect } from "next/navigation";
import type { Permission } from "#lib/domain/access/permission.ts";
import { isAllowed } from "#lib/domain/access/permission.ts";
import { currentCtx } from "./current-ctx.ts";

/** For a page whose use cases are called only later: shows it to nobody whom they would all refuse. */
export async function requirePermission(permission: Permission): Promise<void> {
  const { actor } = await currentCtx();
  if (actor === null) redirect("/sign-in");
  if (!isAllowed(actor.role, permission)) notFound();
}
