import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type Endpoint, type Fault, type FaultList, type KnownRefusal, knownRefusals } from "./faults.ts";
import type { Ledger, SeenRequest } from "./ledger.ts";
import { type Failure, faultOfDebtor, isObject, massiveReply, zeroInsertedReply } from "./massive-collections.ts";
import { customQuery, queryObligation, tokenInformation } from "./queries.ts";
import { rawItems } from "./raw-items.ts";
import type { SandboxSettings } from "./settings.ts";
import { answerJson, answerSpoilt, answerText } from "./wire.ts";

const routes: Readonly<Record<string, { method: string; endpoint: Endpoint }>> = {
  "/server/API/v2/collections/massiveCollections.php": { method: "POST", endpoint: "massive_collections" },
  "/server/API/v2/token/tokenInformation.php": { method: "GET", endpoint: "token_information" },
  "/server/API/v2/custom/query.php": { method: "POST", endpoint: "custom_query" },
  "/server/API/v2/collections/queryObligation.php": { method: "POST", endpoint: "query_obligation" },
};

/** The sandbox's state; the control endpoint changes it while it runs. */
export interface SandboxState {
  settings: SandboxSettings;
  readonly ledger: Ledger;
  readonly faults: FaultList;
}

/**
 * Handles one API call; the ledger records it from its first to its last byte, whatever happens in between.
 */
export async function handleApi(
  state: SandboxState,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const arrivedAt = performance.now();
  const route = routes[url.pathname];
  if (route === undefined) return answerText(response, 404, knownRefusals.not_found.text);
  if (route.method !== request.method) return answerText(response, 405, "METHOD NOT ALLOWED");
  const token = header(request, "wolkvox-token");
  const seen = state.ledger.begin(route.endpoint, token);
  // "finish" comes before the caller can begin its next call. With "close" alone, a caller that keeps its
  // limit could be counted twice.
  response.once("finish", () => state.ledger.end(seen, response.statusCode));
  response.once("close", () => state.ledger.end(seen, null));

  const text = await bodyOf(request);
  const body = route.method === "GET" ? { operation: url.searchParams.get("operation") } : parsed(text);
  const items = isObject(body) && Array.isArray(body.collections) ? body.collections : [];
  seen.operation = isObject(body) && typeof body.operation === "string" ? body.operation : null;
  seen.debtors = items.length;
  const identifications = items.map((item) => (isObject(item) ? String(item.Identification) : ""));
  const { delayMs, fault, released } = state.faults.take({
    endpoint: route.endpoint,
    operation: seen.operation,
    identifications,
  });
  seen.fault = fault?.action.do ?? null;
  if (released !== null) await released;
  const waitMs = delayMs + state.settings.latencyMs - (performance.now() - arrivedAt);
  if (waitMs > 0) await sleep(waitMs);
  // Also until its caller has gone: nobody else could end it then.
  while (!response.closed && identifications.some((one) => state.settings.held.includes(one))) await sleep(5);

  const refusal = refusalOf(state, seen);
  if (refusal !== null) return answerText(response, knownRefusals[refusal].status, knownRefusals[refusal].text);
  state.ledger.usedToday.set(token ?? "", (state.ledger.usedToday.get(token ?? "") ?? 0) + 1);
  if (
    fault !== null &&
    (await answeredByFault(fault, () => void load(state, seen, items, text, null), items.length, response))
  )
    return;

  switch (route.endpoint) {
    case "massive_collections":
      if (body === null) return answerText(response, 400, "INVALID JSON");
      if (items.length === 0) return answerText(response, 400, "COLLECTIONS IS REQUIRED");
      return answerSpoilt(response, load(state, seen, items, text, fault), fault?.action ?? null);
    case "token_information":
      return answerSpoilt(
        response,
        tokenInformation(state.ledger.usedToday.get(token ?? "") ?? 0, state.settings, new Date()),
        fault?.action ?? null,
      );
    case "custom_query":
      return answerSpoilt(response, customQuery(body, state.ledger.crm, state.settings), fault?.action ?? null);
    case "query_obligation":
      return answerSpoilt(response, queryObligation(body, state.ledger.crm, state.settings), fault?.action ?? null);
  }
}

function refusalOf(state: SandboxState, seen: SeenRequest): KnownRefusal | null {
  const { tokens, simultaneousLimit, dailyLimit } = state.settings;
  if (seen.token === null || seen.token === "") return "token_missing";
  if (tokens !== null) {
    const expected = seen.operation === null ? undefined : tokens[seen.operation];
    if (!Object.values(tokens).includes(seen.token)) return "bad_token";
    if (expected === undefined) return "operation";
    if (expected !== seen.token) return "bad_token";
  }
  if (simultaneousLimit !== null && seen.inFlightOfToken > simultaneousLimit) return "simultaneous";
  return (state.ledger.usedToday.get(seen.token) ?? 0) >= dailyLimit ? "quota" : null;
}

/**
 * True if the fault is the whole answer. `apply` writes the debtors, for faults that strike after the work
 * was done.
 */
async function answeredByFault(
  fault: Fault,
  apply: () => void,
  received: number,
  response: ServerResponse,
): Promise<boolean> {
  const { action } = fault;
  if ("isApplied" in action && action.isApplied) apply();
  switch (action.do) {
    case "refuse_known":
      answerText(response, knownRefusals[action.refusal].status, knownRefusals[action.refusal].text);
      return true;
    case "refuse_batch":
      if (action.as === "zero_inserted") answerJson(response, 200, zeroInsertedReply(received, action.text));
      else answerText(response, action.status, action.text);
      return true;
    case "status":
      answerText(
        response,
        action.status,
        action.text,
        action.retryAfter === undefined ? {} : { "retry-after": action.retryAfter },
      );
      return true;
    case "redirect":
      answerText(response, action.status, "", { location: action.location });
      return true;
    case "html":
      answerText(response, 200, action.text);
      return true;
    case "hang":
      return true;
    case "reset":
      if (action.when !== "before_applying") return false;
      response.socket?.resetAndDestroy();
      return true;
    default:
      return false;
  }
}

/** Writes the debtors that can be written and reports the outcome of all. */
function load(
  state: SandboxState,
  seen: SeenRequest,
  items: readonly unknown[],
  text: string,
  fault: Fault | null,
): Record<string, unknown> {
  const payloads = rawItems(text);
  const action = fault?.action ?? null;
  const refused = new Set(action?.do === "refuse_debtors" ? (fault?.match.identifications ?? []) : []);
  const failures: Failure[] = [];
  items.forEach((item, index) => {
    const failure = faultOfDebtor(item);
    if (failure !== null || !isObject(item)) {
      failures.push(failure ?? { identification: "", message: "record is not an object" });
    } else if (action?.do === "refuse_debtors" && refused.has(String(item.Identification))) {
      failures.push({ identification: String(item.Identification), message: action.message });
    } else {
      state.ledger.apply(seen, String(item.Identification), payloads[index] ?? JSON.stringify(item), state.settings);
      seen.isApplied = true;
    }
  });
  return massiveReply(items.length, failures, state.settings.failureShape, action);
}

function header(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === "string" ? value : null;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
