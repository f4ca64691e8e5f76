import { notFound, redirect } from "next/navigation";
import { isAppError } from "#lib/services/app-error.ts";
import type { Ctx } from "#lib/services/context.ts";
import { currentCtx } from "./current-ctx.ts";

/** What a page shows: asks a use case as the signed-in user. Signed out goes to the sign-in page, the rest of "not yours" is a 404. */
export async function load<Input, Output>(verb: (ctx: Ctx, input: Input) => Promise<Output>, input: Input): Promise<Output> {
  const ctx = await currentCtx();
  try {
    return await verb(ctx, input);
  } catch (error) {
    if (isAppError(error, "signed_out")) redirect("/sign-in");
    if (isAppError(error, "not_found", "forbidden", "invalid")) notFound();
    throw error;
  }
}
