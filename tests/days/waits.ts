/** What an upload waits for, as the table of coverage has it. */
export const waits = ["draft", "staged", "queued", "sending", "paused", "stopped", "in doubt", "ended"] as const;
export type Waits = (typeof waits)[number];
