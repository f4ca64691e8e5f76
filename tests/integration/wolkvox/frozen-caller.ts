import { subscribe } from "node:diagnostics_channel";
import type { LookupAddress, LookupOptions } from "node:dns";
import { writeSync } from "node:fs";
import type { Socket } from "node:net";
import { type ExchangeRequest, exchange } from "#lib/wolkvox/exchange.ts";

// Makes one call that stops its own process midway, until someone lets it continue: `frozen-caller.ts URL
// connecting|writing BYTES`. Prints that it stops, and on the next line the result of the call.
const [url = "", where = "", bytes = "0"] = process.argv.slice(2);

function freeze(): void {
  writeSync(1, "stopping\n");
  process.kill(process.pid, "SIGSTOP");
}

/** Requests the connection and stops: when the process continues, the connection is established. */
function freezingLookup(_: string, __: LookupOptions, found: (error: null, addresses: LookupAddress[]) => void): void {
  setImmediate(() => {
    found(null, [{ address: "127.0.0.1", family: 4 }]);
    freeze();
  });
}

const isConnecting = where === "connecting";
// Not before it is connected: on a busy machine that may take longer than any time set here.
if (!isConnecting)
  subscribe("net.client.socket", (message) => {
    const { socket } = message as { socket: Socket };
    socket.once("connect", () => setImmediate(freeze));
  });
const answer = await exchange({
  method: "POST",
  url: new URL(url),
  headers: {},
  body: "x".repeat(Number(bytes)),
  timeoutMs: 1_000,
  isExtraHost: true,
  ...(isConnecting ? { lookup: freezingLookup as unknown as NonNullable<ExchangeRequest["lookup"]> } : {}),
});
writeSync(1, JSON.stringify(answer));
