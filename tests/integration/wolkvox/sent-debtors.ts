import { createWolkvoxClient, type WolkvoxClient } from "#lib/wolkvox/client.ts";
import { judgeReply, type Verdict } from "#lib/wolkvox/verdict.ts";
import { limitMs } from "#tests/support/limit.ts";

export const operation = "cobranzas_prueba";

export function clientOf(
  host: string,
  options: { token?: string; timeoutMs?: number; operation?: string } = {},
): WolkvoxClient {
  return createWolkvoxClient({
    server: host,
    operation,
    token: "token-1",
    extraHosts: [host],
    timeoutMs: limitMs,
    ...options,
  });
}

/** A body with these debtors, each with two obligations. */
export function bodyOf(identifications: readonly string[], operationName = operation): string {
  const collections = identifications.map((identification) => ({
    Identification: identification,
    Name: `Cliente Ñáñez ${identification}`,
    Email: `c${identification}@mail.test`,
    Telephone: "3001234567",
    Obligations: [
      { id: `${identification}-1`, name: "Crédito", total_balance: "1234567.80", days_delay: "33" },
      { id: `${identification}-2`, name: "Tarjeta", total_balance: "500.00" },
    ],
  }));
  return JSON.stringify({ operation: operationName, collections });
}

/** Sends these debtors and returns the verdict. */
export async function send(
  client: WolkvoxClient,
  identifications: readonly string[],
  signal?: AbortSignal,
): Promise<Verdict> {
  const exchange = await client.sendCollections(bodyOf(identifications), signal);
  return judgeReply(
    identifications.map((identification) => ({ identification })),
    exchange,
  );
}

/** "kind:reason" of a verdict, or its kind. */
export function inWords(verdict: Verdict): string {
  return "reason" in verdict ? `${verdict.kind}:${verdict.reason}` : verdict.kind;
}
