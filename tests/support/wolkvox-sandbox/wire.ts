import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { FaultAction } from "./faults.ts";

const jsonType = "application/json; charset=utf-8";

export function answerText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "text/html; charset=UTF-8", ...headers });
  response.end(text);
}

export function answerJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": jsonType });
  response.end(JSON.stringify(value));
}

/** Sends a good answer, spoilt as the fault says. */
export async function answerSpoilt(
  response: ServerResponse,
  value: unknown,
  action: FaultAction | null,
): Promise<void> {
  const text = JSON.stringify(value);
  switch (action?.do) {
    case "php_notice":
      response.writeHead(200, { "content-type": jsonType });
      response.end(
        `<br />\n<b>Notice</b>:  Undefined index: Address in <b>/var/www/collections.php</b> on line <b>88</b><br />\n${text}`,
      );
      return;
    case "bom":
      response.writeHead(200, { "content-type": jsonType });
      response.end(`\uFEFF${text}`);
      return;
    case "half_json":
      response.writeHead(200, { "content-type": jsonType });
      response.end(text.slice(0, Math.floor(text.length / 2)));
      return;
    case "huge":
      response.writeHead(200, { "content-type": jsonType });
      await writeMegabytes(response, action.megabytes);
      response.end(text);
      return;
    case "drip":
      response.writeHead(200, { "content-type": jsonType });
      for (const character of text) {
        if (response.destroyed) return;
        response.write(character);
        await sleep(action.everyMs);
      }
      response.end();
      return;
    case "reset":
      if (action.when === "mid_reply") {
        response.writeHead(200, { "content-type": jsonType, "content-length": String(text.length * 2) });
        response.write(text.slice(0, Math.floor(text.length / 2)));
        await sleep(20);
      }
      response.socket?.resetAndDestroy();
      return;
    default:
      answerJson(response, 200, value);
  }
}

async function writeMegabytes(response: ServerResponse, megabytes: number): Promise<void> {
  const chunk = " ".repeat(65_536);
  for (let written = 0; written < megabytes * 1_048_576 && !response.destroyed; written += chunk.length) {
    if (!response.write(chunk)) await drained(response);
  }
}

/** Waits until the other side has read on or has disconnected. */
export async function drained(response: ServerResponse): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  response.once("drain", resolve).once("close", resolve);
  await promise;
  response.off("drain", resolve).off("close", resolve);
}
