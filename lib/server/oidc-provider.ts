import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import { oidcSettings } from "./sign-in-ways.ts";

/** The claims that decide who it is; everything else that a provider sends is left alone. */
const claimsSchema = z.object({
  iss: z.string(),
  sub: z.string(),
  email: z.string().optional().catch(undefined),
  // Some providers send a text.
  email_verified: z.union([z.boolean(), z.literal("true").transform(() => true)]).catch(false),
  auth_time: z.number().optional().catch(undefined),
});

/** How the provider's answer is passed to the use case. */
export function claimsOf(profile: unknown) {
  const { iss, sub, email, email_verified, auth_time } = claimsSchema.parse(profile);
  return { issuer: iss, subject: sub, email, isEmailVerified: email_verified, authTime: auth_time };
}

/** next-auth's provider by the settings, one or none. */
export function oidcProviders(): OAuthConfig<Record<string, unknown>>[] {
  const settings = oidcSettings();
  if (settings === null) return [];
  return [
    {
      id: "oidc",
      name: "OpenID Connect",
      type: "oauth",
      wellKnown: `${settings.issuer}/.well-known/openid-configuration`,
      clientId: settings.clientId,
      clientSecret: settings.clientSecret,
      authorization: { params: { scope: "openid email profile" } },
      idToken: true,
      checks: ["pkce", "state", "nonce"],
      httpOptions: { timeout: 10_000 },
      userinfo: {
        // Many providers have the email only here.
        async request({ tokens, client }) {
          const claims = idTokenClaims(tokens.id_token ?? "");
          const hasMore = client.issuer.metadata.userinfo_endpoint !== undefined && tokens.access_token !== undefined;
          const more = hasMore ? await client.userinfo(tokens.access_token ?? "") : { sub: claims.sub };
          if (more.sub !== claims.sub) throw new Error("the provider tells about another user");
          return { ...more, ...claims };
        },
      },
      // The account is found later, by its claims; next-auth wants an id.
      profile: (profile) => ({ id: String(profile.sub) }),
    },
  ];
}

/** openid-client has checked them: signature, issuer, audience, nonce, times. */
function idTokenClaims(idToken: string) {
  const payload = Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString("utf8");
  return z.looseObject({ sub: z.string() }).parse(JSON.parse(payload));
}
