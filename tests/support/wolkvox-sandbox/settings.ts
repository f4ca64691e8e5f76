import { z } from "zod";

/** The forms that a list of failures can take; which one the real service uses is not public. */
export const failureShapes = [
  "string",
  "strings",
  "objects",
  "objects_upper",
  "objects_nested",
  "map",
  "nameless",
  "counts_only",
] as const;
export type FailureShape = (typeof failureShapes)[number];

/** The key of a list of failures; the documented spelling first. */
export const failureKeys = ["failed_Sumary", "failed_Summary", "failed_summary", "failedSummary"] as const;

/**
 * What is unknown about the real service, as settings; every default is the friendliest reading of the
 * documentation.
 */
export const settingsSchema = z.strictObject({
  /** What a second load of one Identification does. */
  repeat: z.enum(["update", "duplicate"]).default("update"),
  /** What an update does to existing obligations. */
  obligations: z.enum(["merge", "replace"]).default("merge"),
  /** Calls of one token at once; null: no limit. */
  simultaneousLimit: z.int().positive().nullable().default(2),
  /** Calls of one token per day. */
  dailyLimit: z.int().nonnegative().default(4800),
  /** Added to every API call. */
  latencyMs: z.number().nonnegative().default(0),
  /** Calls with one of these identifications wait until it stands here no more. */
  held: z.array(z.string()).default([]),
  /** How debtors that fail validation are reported. */
  failureShape: z.enum(failureShapes).default("objects"),
  /** operation → token. Null: every token is good for every operation. */
  tokens: z.record(z.string(), z.string()).nullable().default(null),
  /** Whether values are read back as the CRM displays them (thousands commas, objects) instead of as sent. */
  dressedValues: z.boolean().default(false),
  /**
   * Whether written debtors are remembered; otherwise only counted: a million debtors take more than a
   * gigabyte.
   */
  keepsDebtors: z.boolean().default(true),
});
export type SandboxSettings = z.output<typeof settingsSchema>;
export type SandboxSettingsInput = z.input<typeof settingsSchema>;
