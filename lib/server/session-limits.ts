import { env } from "#lib/env.ts";

/** How long sessions last, for texts about them: minutes without work, and hours in all. */
export function sessionLimits(): { readonly idle: number; readonly hours: number } {
  const { SESSION_IDLE_MINUTES: idle, SESSION_HOURS: hours } = env();
  return { idle, hours };
}
