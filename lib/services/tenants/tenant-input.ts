import { z } from "zod";
import { AppError } from "#lib/domain/app-error.ts";
import { obligationsBehaviours } from "#lib/domain/outcome/obligations-behaviour.ts";
import { repeatBehaviours } from "#lib/domain/outcome/repeat-behaviour.ts";
import { envOf } from "#lib/env.ts";
import { parseServer } from "#lib/wolkvox/server-name.ts";

/**
 * Tokens have no fixed form (8 characters in the documentation, about 50 in use): refused is only what no
 * header can carry.
 */
export const tokenSchema = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]{1,500}$/);

/** What follows the @ in a user name of the operation: letters, digits and marks, dots only between them. */
export const operationSchema = z
  .string()
  .trim()
  .max(100)
  .regex(/^\w[\w-]*(?:\.[\w-]+)*$/);

export const serverSchema = z.string().trim().min(1).max(500);

/** 10,000 records is the sibling API's limit; 10 calls at once is five times its limit. */
export const tenantSettings = {
  batchSize: z.number().int().min(1).max(10_000),
  callsAtOnce: z.number().int().min(1).max(10),
  country: z.string().regex(/^[A-Z]{2}$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  repeatBehaviour: z.enum(repeatBehaviours),
  obligations: z.enum(obligationsBehaviours),
  timeZone: z.string().refine(isTimeZone, "invalid_format"),
  retentionDays: z.number().int().min(1).max(3_650),
  masksDebtors: z.boolean(),
} as const;

/** The host that a tenant keeps, from whatever was typed or pasted. Throws `server_refused` with the `reason`. */
export function readServer(typed: string): { server: string; isServerRewritten: boolean } {
  const parsed = parseServer(typed, envOf("WOLKVOX_EXTRA_HOSTS").WOLKVOX_EXTRA_HOSTS);
  if (!parsed.ok) throw new AppError("server_refused", { reason: parsed.code, fields: ["server"] });
  return { server: parsed.server, isServerRewritten: parsed.rewrittenFrom !== undefined };
}

/** A name such as "America/Bogota"; offsets, which Intl takes too, do not know when clocks are set back or forward. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,99}$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
