/**
 * A tenant whose data somebody may work with. Made where that was decided, and nowhere else: by
 * lib/services/authorise.ts for a person, by the queue and the sweeps for the portal itself.
 */
export type TenantId = string & { readonly __tenant: unique symbol };
