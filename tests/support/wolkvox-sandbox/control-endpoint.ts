import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import type { SandboxState } from "./api.ts";
import { faultSchema } from "./faults.ts";
import type { Ledger } from "./ledger.ts";
import { settingsSchema } from "./settings.ts";
import { answerJson, answerText, drained } from "./wire.ts";

const faultsSchema = z.array(faultSchema);

/** Reads and controls the sandbox; answers only this machine. */
export async function handleControl(
  state: SandboxState,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const address = request.socket.remoteAddress ?? "";
  if (!["127.0.0.1", "::1", "::ffff:127.0.0.1"].includes(address)) return answerText(response, 403, "CONTROL IS LOCAL");
  const offset = Number(url.searchParams.get("offset") ?? 0);
  const limit = Number(url.searchParams.get("limit") ?? 1000);
  switch (`${request.method} ${url.pathname}`) {
    case "GET /control/ledger": {
      if (url.searchParams.get("format") === "ndjson") return streamLedger(response, state.ledger);
      const debtors = state.ledger.debtors(offset, limit);
      return answerJson(response, 200, { total: state.ledger.debtorsApplied, offset, debtors });
    }
    case "GET /control/requests": {
      const rows = state.ledger.requests;
      return answerJson(response, 200, { total: rows.length, offset, requests: rows.slice(offset, offset + limit) });
    }
    case "GET /control/summary":
      return answerJson(response, 200, state.ledger.summary());
    case "GET /control/settings":
      return answerJson(response, 200, state.settings);
    case "POST /control/settings": {
      const changes = z.record(z.string(), z.unknown()).safeParse(await jsonOf(request));
      const merged = changes.success ? settingsSchema.safeParse({ ...state.settings, ...changes.data }) : changes;
      if (!merged.success) return answerText(response, 400, z.prettifyError(merged.error));
      state.settings = settingsSchema.parse(merged.data);
      return answerJson(response, 200, state.settings);
    }
    case "POST /control/faults": {
      const faults = faultsSchema.safeParse(await jsonOf(request));
      if (!faults.success) return answerText(response, 400, z.prettifyError(faults.error));
      state.faults.set(faults.data);
      return answerJson(response, 200, { faults: faults.data.length });
    }
    case "POST /control/new-day":
      state.ledger.usedToday.clear();
      return answerJson(response, 200, {});
    case "POST /control/reset":
      state.ledger.reset();
      state.faults.set([]);
      return answerJson(response, 200, {});
    default:
      return answerText(response, 404, "NO SUCH CONTROL");
  }
}

async function streamLedger(response: ServerResponse, ledger: Ledger): Promise<void> {
  response.writeHead(200, { "content-type": "application/x-ndjson" });
  for (let start = 0; start < ledger.debtorsApplied; start += 500) {
    const lines = ledger.debtors(start, 500).map((row) => `${JSON.stringify(row)}\n`);
    if (!response.write(lines.join("")) && !response.destroyed) await drained(response);
    if (response.destroyed) return;
  }
  response.end();
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}
