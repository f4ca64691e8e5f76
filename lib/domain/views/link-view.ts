import type { LinkKind } from "../access/link-kind.ts";

/** Whose password a link sets. */
export interface LinkView {
  readonly kind: LinkKind;
  readonly name: string;
  readonly email: string;
}

/** What an admin is told of a link that was made. */
export interface DeliveredLink {
  readonly kind: LinkKind;
  /** The link itself, only where no mail took it: to be passed on by other means. */
  readonly link: string | null;
  readonly hours: number;
}
