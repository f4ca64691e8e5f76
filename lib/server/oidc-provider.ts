import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import { oidcSettings } from "./sign-in-ways.ts";

/** An address with its verification: what one source says of the one has nothing to do with what another says of the other. */
const addressSchema = z.object({
  email: z.string().optional().catch(undefined),
  // Some providers send a text.
  email_verified: z
    .union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")])
    .optional()
    .catch(false),
});

/** The claims of the id_token that decide who it is, with what userinfo says; everything else is left alone. */
const claimsSchema = addressSchema.extend({
  iss: z.string(),
  sub: z.string(),
  iat: z.number(),
  auth_time: z.number().optional().catch(undefined),
  acr: z.string().optional().catch(undefined),
  amr: z
    .union([z.array(z.string()), z.string().transform((one) => [one])])
    .optional()
    .catch(undefined),
  userinfo: addressSchema,
});

/** How the provider's answer is passed to the use case. The signed token's address counts before that of userinfo. */
export function claimsOf(profile: unknown) {
  const { iss, sub, iat, auth_time, acr, amr = [], userinfo, ...token } = claimsSchema.parse(profile);
  const source = [token, userinfo].find(
    ({ email, email_verified }) => email !== undefined && email_verified !== undefined,
  );
  const secondFactors = oidcSettings()?.secondFactors ?? [];
  return {
    issuer: iss,
    subject: sub,
    email: source?.email,
    isEmailVerified: source?.email_verified === true,
    issuedAt: iat,
    authTime: auth_time,
    isFactorStated: [acr, ...amr].some((value) => value !== undefined && secondFactors.includes(value)),
  };
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
          const userinfo = hasMore ? await client.userinfo(tokens.access_token ?? "") : { sub: claims.sub };
          if (userinfo.sub !== claims.sub) throw new Error("the provider tells about another user");
          return { ...claims, userinfo };
        },
      },
      // The account is found later, by its claims; next-auth wants an id.
      profile: (profile) => ({ id: String(profile.sub) }),
    },
  ];
}

/** openid-client has checked them: signature, issuer, audience, nonce, end. That it is not of the future checks the use case. */
function idTokenClaims(idToken: string) {
  const payload = Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString("utf8");
  return z.looseObject({ sub: z.string() }).parse(JSON.parse(payload));
}
