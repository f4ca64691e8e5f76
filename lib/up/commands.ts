/**
 * Arguments that start a worker. Without limits V8 sizes its heap by the machine and lets it grow to several
 * times what is in use: 400 MB in a long run with 40 MB alive. A batch of 1 MB takes about 4 MB while under
 * way, so 512 MB are enough for 8 tenants with 10 calls in flight each.
 */
export const workerArguments: readonly string[] = [
  "--max-old-space-size=512",
  "--max-semi-space-size=4",
  "lib/worker/main.ts",
];

/** Arguments that start the portal: Next behind the front door. It listens on HOST and PORT. */
export const portalArguments: readonly string[] = ["lib/portal/main.ts"];

/** How each process of the stack is started. */
export const commands = {
  portal: portalArguments,
  worker: workerArguments,
  sandbox: ["tests/support/wolkvox-sandbox/main.ts"],
} as const satisfies Record<string, readonly string[]>;

/**
 * What the portal's process loads itself: front door, settings, and the sources of the staging thread.
 * Everything else of the portal is Next's, which follows changes by itself.
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
 * A watching Node makes the processes it starts report each module they load. Next's helpers would send these
 * reports into their own protocol and Next would crash. With --watch-path no reports are needed.
 */
const reportNothing = "--import=data:text/javascript,delete process.env.WATCH_REPORT_DEPENDENCIES";

/** The same for `npm run dev`: Node restarts each process when a file that it runs from changes. */
export const watchedCommands: Readonly<Record<keyof typeof commands, readonly string[]>> = {
  portal: [...heldByPortal.map((path) => `--watch-path=${path}`), reportNothing, ...commands.portal],
  worker: ["--watch", ...commands.worker],
  sandbox: ["--watch", ...commands.sandbox],
};
