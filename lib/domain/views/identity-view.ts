/** Who a user is to an OpenID Connect provider. */
export interface IdentityView {
  /** The provider's address. */
  readonly issuer: string;
  /** What the provider calls the account; seldom a name. */
  readonly subject: string;
  /** When it was linked, ISO 8601. */
  readonly linkedAt: string;
}
