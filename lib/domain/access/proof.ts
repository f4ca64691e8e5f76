/**
 * How a signed-in user proves again who they are: with their password, with a code of their authenticator app where
 * they have one, or at the OpenID Connect provider if the session began there.
 */
export const proofs = ["password", "code", "provider"] as const;
export type Proof = (typeof proofs)[number];
