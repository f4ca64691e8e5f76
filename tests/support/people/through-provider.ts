import { z } from "zod";
import type { PortalClient } from "../requests/portal-client.ts";
import type { LyingProvider } from "./lying-provider.ts";

const csrfSchema = z.object({ csrfToken: z.string() });
const sessionSchema = z.object({ userId: z.string().nullable() });
const leavingSchema = z.object({ url: z.url() });

/**
 * Goes to the provider and comes back with what it says, as a browser does. Returns where the portal then leads:
 * "in", "asked", for who is asked for a password or a code, or "refused".
 */
export async function enterThrough(
  client: PortalClient,
  provider: LyingProvider,
  {
    idToken,
    userinfo = {},
  }: { readonly idToken: Record<string, unknown>; readonly userinfo?: Record<string, unknown> },
): Promise<"in" | "asked" | "refused"> {
  const { csrfToken } = csrfSchema.parse(await (await client.get("/api/auth/csrf")).json());
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const form = new URLSearchParams({ csrfToken, json: "true", callbackUrl: "/" });
  const leaving = await client.post("/api/auth/signin/oidc", headers, form.toString());
  const { searchParams } = new URL(leavingSchema.parse(await leaving.json()).url);
  const nonce = searchParams.get("nonce");
  provider.say({ idToken: { nonce, ...idToken }, userinfo: { sub: idToken.sub, ...userinfo } });
  const query = new URLSearchParams({ code: "any", state: searchParams.get("state") ?? "" });
  const back = await client.get(`/api/auth/callback/oidc?${query}`);
  if (await isIn(client)) return "in";
  const { searchParams: told } = new URL(back.headers.get("location") ?? "/", "http://portal");
  return told.has("error") ? "refused" : "asked";
}

/** Whether somebody is signed in. */
export async function isIn(client: PortalClient): Promise<boolean> {
  return sessionSchema.parse(await (await client.get("/api/session")).json()).userId !== null;
}
