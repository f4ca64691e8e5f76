/**
 * How a worker is started. Without the limits V8 sizes its heap by the machine and lets it grow to several times what is in use: 400 MB were
 * seen in a long run where 40 were alive. A batch of 1 MB takes some 4 MB while it is under way, so 512 MB are enough for 8 tenants
 * with 10 calls at once each.
 */
export const workerArguments: readonly string[] = [
  "--max-old-space-size=512",
  "--max-semi-space-size=4",
  "lib/worker/main.ts",
];

/** How the portal is started: Next behind what is asked of every request first. It listens where HOST and PORT say. */
export const portalArguments: readonly string[] = ["lib/portal/main.ts"];
