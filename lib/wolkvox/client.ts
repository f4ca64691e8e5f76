import type { z } from "zod";
import { envelopeSchema, paths, queriedRecordSchema, tokenDataSchema, tokenHeader } from "./contract.ts";
import { type Exchange, exchange } from "./exchange.ts";
import { jsonOf } from "./reply-json.ts";
import { endpointUrl } from "./server-name.ts";

export interface WolkvoxClientOptions {
  readonly server: string;
  readonly operation: string;
  /** Secret: sent in the request header and nowhere else. */
  readonly token: string;
  readonly extraHosts: readonly string[];
  readonly timeoutMs?: number;
}

/** The token's budget for today. */
export interface TokenInformation {
  readonly limit: number;
  readonly usedToday: number;
  readonly available: number;
  readonly hoursToRestart: number;
}

/**
 * The result of a query: its data, or an exchange without usable data. The exchange is always there, for the
 * call log.
 */
export type Answer<T> =
  | { readonly kind: "answered"; readonly data: T; readonly exchange: Exchange }
  | { readonly kind: "unanswered"; readonly exchange: Exchange };

type Envelope = z.output<typeof envelopeSchema>;
export type QueriedRecord = z.output<typeof queriedRecordSchema>;

export interface WolkvoxClient {
  /** Sends a body `{"operation","collections":[…]}` as it is. */
  sendCollections(body: string, signal?: AbortSignal): Promise<Exchange>;
  /** Writes nothing; costs one use of the token itself. */
  tokenInformation(signal?: AbortSignal): Promise<Answer<TokenInformation>>;
  /**
   * The records with this Identification: several if a repeated load made duplicates, none if it never arrived.
   */
  queryDebtor(identification: string, signal?: AbortSignal): Promise<Answer<readonly QueriedRecord[]>>;
  /** One obligation of a record; null if the record has none with that id. */
  queryObligation(
    id: string,
    wolkvoxId: string,
    signal?: AbortSignal,
  ): Promise<Answer<Readonly<Record<string, unknown>> | null>>;
}

/** The sibling API ends its own calls after 60 s; after half as long again no answer can be expected. */
const defaultTimeoutMs = 90_000;

/** The client for one tenant's CRM. No method throws for anything the remote does. */
export function createWolkvoxClient(options: WolkvoxClientOptions): WolkvoxClient {
  const { server, operation, token, extraHosts, timeoutMs = defaultTimeoutMs } = options;

  function send(path: string, body: string | null, signal: AbortSignal | undefined): Promise<Exchange> {
    const url = endpointUrl(server, path, extraHosts);
    if (url === null) {
      return Promise.resolve({
        kind: "failure",
        code: "server_refused",
        phase: "before_sent",
        excerpt: "",
        durationMs: 0,
      });
    }
    const headers = { [tokenHeader]: token, Accept: "application/json" };
    const isExtraHost = extraHosts.includes(server);
    if (body === null) return exchange({ method: "GET", url, headers, timeoutMs, signal, isExtraHost });
    const typed = { ...headers, "Content-Type": "application/json; charset=utf-8" };
    return exchange({ method: "POST", url, headers: typed, body, timeoutMs, signal, isExtraHost });
  }

  async function ask<T>(
    path: string,
    body: object | null,
    signal: AbortSignal | undefined,
    read: (envelope: Envelope) => T | undefined,
  ): Promise<Answer<T>> {
    const answer = await send(path, body === null ? null : JSON.stringify(body), signal);
    if (answer.kind !== "reply" || answer.status !== 200 || answer.isCut)
      return { kind: "unanswered", exchange: answer };
    const envelope = envelopeSchema.safeParse(jsonOf(answer.text));
    const data = envelope.success ? read(envelope.data) : undefined;
    return data === undefined ? { kind: "unanswered", exchange: answer } : { kind: "answered", data, exchange: answer };
  }

  return {
    sendCollections: (body, signal) => send(paths.massiveCollections, body, signal),
    tokenInformation: (signal) =>
      ask(`${paths.tokenInformation}?operation=${encodeURIComponent(operation)}`, null, signal, ({ data }) => {
        const read = tokenDataSchema.safeParse(Array.isArray(data) ? data[0] : data);
        if (!read.success) return undefined;
        return {
          limit: read.data.token_limit,
          usedToday: read.data.token_use_today,
          available: read.data.available_consumition_options,
          hoursToRestart: read.data.hours_to_restart_count,
        };
      }),
    queryDebtor: (identification, signal) =>
      ask(
        paths.customQuery,
        { operation, module: "collections", field: "Identification", value: identification },
        signal,
        (envelope) => {
          const read = queriedRecordSchema.array().safeParse(rowsOf(envelope));
          return read.success ? read.data : undefined;
        },
      ),
    queryObligation: (id, wolkvoxId, signal) =>
      ask(paths.queryObligation, { operation, obligation: id, wolkvox_id: wolkvoxId }, signal, (envelope) => {
        const rows = rowsOf(envelope);
        const first = rows?.[0];
        if (rows?.length === 0) return null;
        return isObject(first) ? first : undefined;
      }),
  };
}

/**
 * The rows of an answer; undefined if it is unclear whether there are any. "None" must be explicit, as an
 * empty list or in the message: a debtor wrongly taken for absent would be sent a second time.
 */
function rowsOf({ data, msg }: Envelope): unknown[] | undefined {
  if (Array.isArray(data)) return data;
  if (isObject(data) && Object.keys(data).length > 0) return [data];
  return typeof msg === "string" && /^\s*0 records\b/i.test(msg) ? [] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
