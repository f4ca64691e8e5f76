import type { HoldReason } from "../holds/hold.ts";
import type { Maskable } from "./debtor-ref.ts";

/** A person whom every load of the tenant keeps out. */
export interface HoldView extends Maskable {
  readonly id: string;
  readonly identification: string;
  /** The kind of document named with the number; "" for none. */
  readonly documentType: string;
  readonly why: HoldReason;
  readonly note: string;
  /** ISO 8601. */
  readonly since: string;
  /** The name of who added it. */
  readonly by: string;
  /** The last ISO day on which it holds; null: until a person ends it. */
  readonly until: string | null;
  /** Its last day is over: it keeps nobody out any more. */
  readonly isOver: boolean;
}

/** A debtor of a file who is held, as the review needs it. */
export interface HeldDebtor {
  readonly key: string;
  readonly why: HoldReason;
}
