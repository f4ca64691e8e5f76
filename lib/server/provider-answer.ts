import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { env } from "#lib/env.ts";
import { isSecure } from "./session-cookie.ts";

/** Apart from the session's tokens: neither can be taken for the other. */
const salt = "provider answer";
const name = () => `${isSecure() ? "__Host-" : ""}provider-answer`;
/** How long its user may take to type a password or a code. */
const keptSeconds = 10 * 60;

const answerSchema = z.object({
  /** What is asked for beside it, and of whom where that is an account to be linked. */
  proof: z.enum(["password", "code"]),
  claims: z.object({
    issuer: z.string(),
    subject: z.string(),
    email: z.string().optional(),
    isEmailVerified: z.boolean(),
    issuedAt: z.number(),
    authTime: z.number().optional(),
    isFactorStated: z.boolean(),
  }),
});
export type ProviderAnswer = z.output<typeof answerSchema>;

/** Keeps what the provider said in this browser, sealed, until its user has shown more: it alone opens nothing. */
export async function keepProviderAnswer(answer: ProviderAnswer): Promise<void> {
  const { NEXTAUTH_SECRET: secret } = env();
  const token = await encode({ token: { ...answer }, secret, salt, maxAge: keptSeconds });
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure(), maxAge: keptSeconds } as const;
  (await cookies()).set(name(), token, options);
}

/** What was kept; null if there is nothing, it is forged, or its time is over. */
export async function keptProviderAnswer(): Promise<ProviderAnswer | null> {
  const token = (await cookies()).get(name())?.value;
  if (token === undefined) return null;
  try {
    return answerSchema.parse(await decode({ token, secret: env().NEXTAUTH_SECRET, salt }));
  } catch {
    return null;
  }
}

export async function forgetProviderAnswer(): Promise<void> {
  (await cookies()).delete(name());
}
