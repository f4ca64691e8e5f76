import { Client } from "pg";
import { z } from "zod";
import { workEnv } from "#lib/env.ts";
import { onceAProcess } from "#lib/once-a-process.ts";
import type { Transaction } from "../client.ts";
import { sql } from "../sql-text.ts";

/**
 * Listeners of this process, by upload or tenant. One connection listens for all: a trigger sends the id of
 * each changed upload on the channel `upload`, and listeners read the row. A broken connection is made again,
 * and then every listener is called once, because changes meanwhile were not received.
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

/** Delay before a broken connection is made again. */
const retryMs = 1_000;

/**
 * Calls `onChange` whenever the upload changes, or any upload of the tenant, and once after each gap in
 * listening. Returns a function that unsubscribes.
 */
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

/** Tells the listeners of a tenant, once this is committed, that its settings have changed. */
export async function tellTenantChanged(tx: Transaction, tenantId: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_notify('upload', json_build_object('id', ${tenantId}::text, 'tenantId', ${tenantId}::text)::text)::text`;
}

/** Stops listening in this process. */
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
    await client.query(sql`LISTEN upload`);
  } catch {
    // The database is unavailable: try again later; the health page reports it.
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
  // The timer does not keep a process alive that has nothing else to do.
  hub.retry.unref();
}

function tell(hub: Hub, payload: string | undefined): void {
  const notice = noticeSchema.safeParse(JSON.parse(payload ?? "null"));
  if (!notice.success) return;
  const { id, tenantId } = notice.data;
  for (const key of new Set([id, tenantId])) for (const listener of hub.listeners.get(key) ?? []) listener();
}
