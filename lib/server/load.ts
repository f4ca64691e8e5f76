import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { AppError } from "#lib/domain/app-error.ts";
import type { Ctx } from "#lib/services/context.ts";
import { currentCtx } from "./current-ctx.ts";
import { requestIdOf } from "./request-id.ts";
import { logFault, marksOf } from "./request-log.ts";

const missing = ["not_found", "forbidden", "invalid", "tenant_retired"] as const;

/**
 * Loads data for a page: calls a use case as the signed-in user. Without a session it redirects to the
 * sign-in page, without a required second factor to where it is set up; what is missing, forbidden or invalid is a 404.
 */
export async function load<Input, Output>(
  verb: (ctx: Ctx, input: Input) => Promise<Output>,
  input: Input,
): Promise<Output> {
  const ctx = await currentCtx();
  try {
    return await verb(ctx, input);
  } catch (error) {
    if (!(error instanceof AppError)) {
      const request = requestIdOf((await headers()).get("x-request-id"));
      logFault(error, { request, load: verb.name, ...marksOf(input) });
      // The error page shows the digest. Next logs whatever a page throws unchanged, including what a database or a library put in its message.
      throw Object.assign(new Error(`request ${request} failed`), { digest: request });
    }
    if (error.code === "signed_out") redirect("/sign-in");
    if (error.code === "second_factor_needed") redirect("/second-factor");
    if (missing.some((code) => code === error.code)) notFound();
    throw error;
  }
}
