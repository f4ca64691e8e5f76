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

/** How each process of the stack is started. */
export const commands = {
  portal: portalArguments,
  worker: workerArguments,
  sandbox: ["tests/support/wolkvox-sandbox/main.ts"],
} as const satisfies Record<string, readonly string[]>;

/**
 * What the portal's process keeps in memory: its front door and settings, and what the staging thread runs from. Everything else of the portal
 * is Next's, which follows changes by itself.
 */
const heldByPortal = [
  "lib/portal",
  "lib/server/signed-cookie.ts",
  "lib/env.ts",
  "next.config.js",
  "lib/staging",
  "lib/database",
  "lib/domain",
];

/**
 * Node asks what it watches, and whatever that starts, to report each module it loads. Next's helpers would answer so in the middle of their own
 * talk, and Next would die of it; for paths nothing needs to be reported.
 */
const reportNothing = "--import=data:text/javascript,delete process.env.WATCH_REPORT_DEPENDENCIES";

/** The same for `npm run dev`: Node starts each again when a file changes that it runs from. */
export const watchedCommands: Readonly<Record<keyof typeof commands, readonly string[]>> = {
  portal: [...heldByPortal.map((path) => `--watch-path=${path}`), reportNothing, ...commands.portal],
  worker: ["--watch", ...commands.worker],
  sandbox: ["--watch", ...commands.sandbox],
};
