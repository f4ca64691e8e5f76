/** What is known of the CRM when a debtor is sent a second time. */
export const repeatBehaviours = ["unknown", "updates", "duplicates"] as const;

export type RepeatBehaviour = (typeof repeatBehaviours)[number];
