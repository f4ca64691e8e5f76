import { Client } from "pg";
import { z } from "zod";
import { workEnv } from "#lib/env.ts";
import { onceAProcess } from "#lib/once-a-process.ts";

/**
 * Who watches which upload in this process. One connection listens for all of them: the table's trigger says on the channel `upload`
 * which row changed, and whoever watches reads the row. A connection that breaks is made again, and then everybody is told once,
 * because what happened meanwhile was said to nobody.
 */
type Listener = () => void;

interface Hub {
  readonly listeners: Map<string, Set<Listener>>;
  client: Client | null;
  isClosed: boolean;
  retry: NodeJS.Timeout | undefined;
}

const theHub = onceAProcess<Hub>("upload-changes");

const noticeSchema = z.object({ id: z.string(), tenantId: z.string() });

/** How long a broken connection rests before it is made again. */
const retryMs = 1_000;

/** Calls `onChange` whenever the upload changes, or any upload of the tenant, and once after any gap in listening. Returns how to stop. */
export function subscribeToUploads(uploadOrTenantId: string, onChange: Listener): () => void {
  const hub = hubOf();
  const listeners = hub.listeners.get(uploadOrTenantId) ?? new Set();
  listeners.add(onChange);
  hub.listeners.set(uploadOrTenantId, listeners);
  return () => {
    listeners.delete(onChange);
    if (listeners.size === 0 && hub.listeners.get(uploadOrTenantId) === listeners)
      hub.listeners.delete(uploadOrTenantId);
  };
}

/** Ends the listening of this process. */
export async function stopUploadChanges(): Promise<void> {
  const hub = theHub.forget();
  if (hub === undefined) return;
  hub.isClosed = true;
  clearTimeout(hub.retry);
  const { client } = hub;
  hub.client = null;
  await client?.end();
}

function hubOf(): Hub {
  return theHub.get(() => {
    const hub: Hub = { listeners: new Map(), client: null, isClosed: false, retry: undefined };
    void connect(hub);
    return hub;
  });
}

async function connect(hub: Hub): Promise<void> {
  const client = new Client({
    connectionString: workEnv().DATABASE_URL,
    keepAlive: true,
    application_name: "wolkvox-upload-changes",
  });
  hub.client = client;
  client.on("notification", ({ payload }) => tell(hub, payload));
  client.on("error", () => reconnect(hub, client));
  client.on("end", () => reconnect(hub, client));
  try {
    await client.connect();
    await client.query("LISTEN upload");
  } catch {
    // The database is away; the retry is the answer, and health says it.
    reconnect(hub, client);
    return;
  }
  for (const listeners of hub.listeners.values()) for (const listener of listeners) listener();
}

function reconnect(hub: Hub, client: Client): void {
  if (hub.isClosed || hub.client !== client) return;
  hub.client = null;
  client.end().catch(() => undefined);
  hub.retry = setTimeout(() => void connect(hub), retryMs);
  // A process that has nothing else to do may end.
  hub.retry.unref();
}

function tell(hub: Hub, payload: string | undefined): void {
  const notice = noticeSchema.safeParse(JSON.parse(payload ?? "null"));
  if (!notice.success) return;
  const { id, tenantId } = notice.data;
  for (const key of [id, tenantId]) for (const listener of hub.listeners.get(key) ?? []) listener();
}
