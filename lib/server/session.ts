import { headers } from "next/headers";
import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { browserOf } from "#lib/domain/access/browser-of.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { env } from "#lib/env.ts";
import type { Actor, Ctx } from "#lib/services/context.ts";
import { currentActor } from "#lib/services/sessions/current-actor.ts";
import { signInThroughProvider } from "#lib/services/sessions/sign-in-through-provider.ts";
import { signOut } from "#lib/services/sessions/sign-out.ts";
import { verifyCredentials } from "#lib/services/sessions/verify-credentials.ts";
import { addressOf } from "./address-of.ts";
import { authLog } from "./auth-log.ts";
import { claimsOf, oidcProviders } from "./oidc-provider.ts";
import {
  forgetProviderAnswer,
  keepProviderAnswer,
  keptProviderAnswer,
  type ProviderAnswer,
} from "./provider-answer.ts";
import { provenPath, providerRefused, providerStep, providerStepId } from "./provider-paths.ts";
import { authCookies, requestSessionId, sessionIdIn } from "./session-cookie.ts";
import { signInRefusal } from "./sign-in-refusal.ts";

/**
 * The cookie carries only a session's id; the session's row decides at every request whether it is good and whose
 * it is (lib/server/current-ctx.ts). The times here only let browsers drop a cookie that has become useless.
 */
export function sessionOptions(): AuthOptions {
  const maxAge = env().SESSION_HOURS * 60 * 60;
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge },
    jwt: { maxAge },
    cookies: authCookies(),
    logger: authLog,
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {}, code: {} },
        async authorize(credentials, request) {
          if (credentials === undefined) throw new Error("credentials_wrong");
          const sent = new Headers(stringsOf(request.headers ?? {}));
          const address = addressOf(sent);
          const requestId = sent.get("x-request-id");
          const ctx = { actor: null, address, browser: browserOf(sent.get("user-agent")), requestId };
          try {
            return await begun(await verifyCredentials(ctx, credentials), { address, requestId });
          } catch (error) {
            throw new Error(signInRefusal(error));
          }
        },
      }),
      // What was typed after the provider's answer.
      CredentialsProvider({
        id: providerStepId,
        credentials: { password: {}, code: {} },
        async authorize(typed, request) {
          const answer = await keptProviderAnswer();
          if (answer === null || typed === undefined) throw new Error("answer_over");
          const sent = new Headers(stringsOf(request.headers ?? {}));
          const by = { address: addressOf(sent), requestId: sent.get("x-request-id") };
          const { password, code } = typed;
          try {
            const ctx = { actor: null, ...by, browser: browserOf(sent.get("user-agent")) };
            const actor = await signInThroughProvider(ctx, { ...answer.claims, password, code });
            await forgetProviderAnswer();
            return await begun(actor, by);
          } catch (error) {
            throw new Error(signInRefusal(error));
          }
        },
      }),
      ...oidcProviders(),
    ],
    callbacks: {
      // The provider's answer. A password was checked by `authorize`.
      async signIn({ account, user, profile }) {
        if (account?.provider !== "oidc") return true;
        const sent = await headers();
        const address = addressOf(sent);
        const earlierId = await requestSessionId();
        const actor = await currentActor(earlierId);
        const requestId = sent.get("x-request-id");
        const ctx = { actor, address, browser: browserOf(sent.get("user-agent")), requestId };
        const claims = claimsOf(profile);
        try {
          const { sessionId } = await signInThroughProvider(ctx, claims);
          if (sessionId !== earlierId) await endSession(earlierId, { address, requestId });
          // The same object comes to `jwt`.
          Object.assign(user, { sessionId });
          return true;
        } catch (error) {
          const proof = proofAskedBy(error);
          if (proof === null) {
            signInRefusal(error);
            return providerRefused;
          }
          await keepProviderAnswer({ proof, claims });
          return providerStep;
        }
      },
      // Pages navigate by themselves; only a window of its own, in which a user proves who they are, has an end.
      redirect: ({ url, baseUrl }) => (url === `${baseUrl}${provenPath}` ? url : baseUrl),
      jwt({ token, user }) {
        return user === undefined ? token : { sid: "sessionId" in user ? user.sessionId : undefined };
      },
    },
    events: {
      async signOut({ token }) {
        const sent = await headers();
        await endSession(sessionIdIn(token), { address: addressOf(sent), requestId: sent.get("x-request-id") });
      },
    },
  };
}

/** For next-auth. This browser has one session: the previous one's cookie is overwritten, so it ends. */
async function begun({ userId, sessionId }: Actor, by: Omit<Ctx, "actor">): Promise<{ id: string; sessionId: string }> {
  await endSession(await requestSessionId(), by);
  return { id: userId, sessionId };
}

/** What the use case asks for beside the provider's word; null for anything else that it throws. */
function proofAskedBy(error: unknown): ProviderAnswer["proof"] | null {
  if (!(error instanceof AppError) || error.code !== "reauthentication_needed") return null;
  return error.params.proof === "password" ? "password" : "code";
}

/** Ends a session as its user, if it is still good. */
async function endSession(sessionId: string | null, by: Omit<Ctx, "actor">): Promise<void> {
  const actor = await currentActor(sessionId);
  if (actor !== null) await signOut({ ...by, actor });
}

function stringsOf(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
