/** What a load is known to do to obligations of a debtor that it does not name. */
export const obligationsBehaviours = ["unknown", "merges", "replaces"] as const;

export type ObligationsBehaviour = (typeof obligationsBehaviours)[number];
