import type { IdentityView } from "./identity-view.ts";

/** How a user signs in, for their own page. */
export interface SecurityView {
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
  /** The settings require a second factor of them. */
  readonly isRequired: boolean;
  readonly recoveryCodes: number;
  readonly identities: readonly IdentityView[];
}

/** What an authenticator app is to be told, as text and as a QR code. */
export interface FactorSetup {
  readonly secret: string;
  /** A line for each row of modules, with `1` for a dark one. */
  readonly qr: readonly string[];
}
