import { portalDatabase } from "#lib/database/client.ts";
import { selectGoodSessions } from "#lib/database/users/sessions.ts";
import { onceAProcess } from "#lib/once-a-process.ts";
import type { Ctx } from "../context.ts";

/**
 * Who waits for the end of which session in this process: streams that outlive a request. One query for all
 * of them every 3 s, so sessions that went idle and those that another process ended are both found, however
 * many streams are open.
 */
interface Hub {
  readonly watchers: Map<string, Set<() => void>>;
  isAsking: boolean;
}

export const askEveryMs = 3_000;

const theHub = onceAProcess<Hub>("session-ends");

/** Calls `onEnd` once, within seconds after the session of `ctx` has ended. Returns how to stop waiting. */
export function onSessionEnd({ actor }: Ctx, onEnd: () => void): () => void {
  if (actor === null) return () => undefined;
  const hub = theHub.get(() => ({ watchers: new Map(), isAsking: false }));
  const own = hub.watchers.get(actor.sessionId) ?? new Set();
  own.add(onEnd);
  hub.watchers.set(actor.sessionId, own);
  askSoon(hub);
  return () => {
    own.delete(onEnd);
    if (own.size === 0 && hub.watchers.get(actor.sessionId) === own) hub.watchers.delete(actor.sessionId);
  };
}

function askSoon(hub: Hub): void {
  if (hub.isAsking || hub.watchers.size === 0) return;
  hub.isAsking = true;
  // The timer does not keep a process alive that has nothing else to do.
  setTimeout(() => void ask(hub), askEveryMs).unref();
}

async function ask(hub: Hub): Promise<void> {
  const asked = [...hub.watchers.keys()];
  // While the database is down, which the health check reports, all sessions count as good; the next round
  // queries again.
  const good = new Set(await selectGoodSessions(portalDatabase(), asked).catch(() => asked));
  hub.isAsking = false;
  for (const sessionId of asked.filter((id) => !good.has(id))) {
    const own = hub.watchers.get(sessionId) ?? [];
    hub.watchers.delete(sessionId);
    for (const onEnd of own) onEnd();
  }
  askSoon(hub);
}
