/** What the CRM is known to do with a debtor that is sent a second time. */
export const repeatBehaviours = ["unknown", "updates", "duplicates"] as const;

export type RepeatBehaviour = (typeof repeatBehaviours)[number];
