import { env } from "#lib/env.ts";

export interface SignInWays {
  /** What the sign-in page calls the OpenID Connect provider; null if there is none. */
  readonly provider: string | null;
  /** The portal can send a link to who has forgotten their password. */
  readonly hasMail: boolean;
}

/** How one can sign in, by the settings. */
export function signInWays(): SignInWays {
  const { OIDC_NAME, SMTP_URL, MAIL_FROM } = env();
  return {
    provider: oidcSettings() === null ? null : OIDC_NAME,
    hasMail: SMTP_URL !== undefined && MAIL_FROM !== undefined,
  };
}

/** The provider's settings; null unless all are there. */
export function oidcSettings() {
  const settings = env();
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = settings;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null;
  return { issuer: issuer.replace(/\/$/, ""), clientId, clientSecret, secondFactors: settings.OIDC_SECOND_FACTORS };
}
