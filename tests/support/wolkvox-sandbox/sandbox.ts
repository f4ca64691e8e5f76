import { createServer } from "node:http";
import { handleApi, type SandboxState } from "./api.ts";
import { handleControl } from "./control-endpoint.ts";
import { FaultList } from "./faults.ts";
import { Ledger } from "./ledger.ts";
import { type SandboxSettingsInput, settingsSchema } from "./settings.ts";
import { answerText } from "./wire.ts";

/**
 * A running sandbox. A tenant has `host` ("127.0.0.1:PORT") as its server, and WOLKVOX_EXTRA_HOSTS must name
 * it.
 */
export interface Sandbox {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Starts a sandbox on the loopback address; port 0 takes any free one. */
export async function startSandbox(options: { port?: number; settings?: SandboxSettingsInput } = {}): Promise<Sandbox> {
  const state: SandboxState = {
    settings: settingsSchema.parse(options.settings ?? {}),
    ledger: new Ledger(),
    faults: new FaultList(),
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://sandbox");
    const handle = url.pathname.startsWith("/control/") ? handleControl : handleApi;
    handle(state, request, response, url).catch((error: unknown) => {
      // A client that disconnects while sending is a test case, not a fault of the sandbox.
      if (response.destroyed || request.destroyed) return response.destroy();
      console.error(error);
      return answerText(response, 500, "SANDBOX FAILED");
    });
  });
  // A stopped test process may keep its connection open for longer than any default allows.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the sandbox has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    host: `127.0.0.1:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
