import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { envOf } from "#lib/env.ts";
import { openToken } from "#lib/secrets/seal-token.ts";
import { createWolkvoxClient, type WolkvoxClient } from "#lib/wolkvox/client.ts";

export interface Connection {
  readonly operation: string;
  readonly server: string;
  readonly tokenSealed: Uint8Array;
  readonly tokenKeyId: string;
}

/**
 * A client of the CRM for a tenant. Its token is unsealed only for the request header. `timeoutMs`: for calls
 * that must be shorter than a load.
 */
export function wolkvoxClientOf(tenantId: TenantId, connection: Connection, timeoutMs?: number): WolkvoxClient {
  const { operation, server } = connection;
  const settings = envOf("WOLKVOX_EXTRA_HOSTS", "WOLKVOX_TIMEOUT_SECONDS");
  return createWolkvoxClient({
    operation,
    server,
    token: openToken(connection, tenantId),
    extraHosts: settings.WOLKVOX_EXTRA_HOSTS,
    timeoutMs: timeoutMs ?? settings.WOLKVOX_TIMEOUT_SECONDS * 1_000,
  });
}
