import type { FullConfig } from "@playwright/test";
import { createTestDatabase, startTestServer } from "../database/database.ts";
import { roleAddresses } from "../database/role-addresses.ts";
import { startTestStack, type TestStack, type TestStackOptions } from "../runs/processes.ts";
import { refuseWarnings, warningsFile } from "../warnings/reported-warnings.ts";
import { type SandboxControl, sandboxControl } from "../wolkvox-sandbox/control.ts";

/** What the browser tests need of the running stack; passed to their processes through the environment. */
export interface BrowserStack {
  readonly url: string;
  readonly sandboxUrl: string;
  readonly databaseUrl: string;
  /** Of the server that the databases of all stacks are on. */
  readonly databaseServerUrl: string;
  /** Has the logs. */
  readonly dataFolder: string;
  /** Environment of the stack's processes, for seeding through the services. */
  readonly env: Readonly<Record<string, string>>;
  readonly admin: { readonly email: string; readonly password: string };
  readonly supervisor: { readonly email: string; readonly password: string };
}

const variable = "PORTAL_TEST_STACKS";

/**
 * Playwright's global setup. Each Playwright worker gets its own stack, because a test file changes the CRM's
 * faults and the portal's users.
 */
export default async function setup({ workers }: FullConfig): Promise<() => Promise<void>> {
  const server = await startTestServer();
  const serverUrl = server.postgres.url("postgres");
  const stacks: TestStack[] = [];
  const warnings = Array.from({ length: workers }, warningsFile);
  const stop = async () => {
    await Promise.all(stacks.map((stack) => stack.stop()));
    await server.stop();
    // What came after the last test.
    try {
      for (const { env } of warnings) refuseWarnings(env.PORTAL_TEST_WARNINGS);
    } finally {
      for (const { discard } of warnings) discard();
    }
  };
  try {
    // One after the other: two starting at once could find the same port free.
    for (const { env } of warnings) stacks.push(await startOnServer(serverUrl, { given: env }));
  } catch (error) {
    await stop();
    throw error;
  }
  process.env[variable] = JSON.stringify(stacks.map((stack) => knownOf(stack, serverUrl)));
  return stop;
}

/** A stack with a migrated database of its own on the server of all. */
async function startOnServer(serverUrl: string, { given, ...options }: TestStackOptions = {}): Promise<TestStack> {
  const { url } = await createTestDatabase(serverUrl);
  return startTestStack({ ...options, given: { ...given, ...roleAddresses(url) } });
}

/** Another stack, for a test file that needs other settings. */
export function startAnotherStack(options: TestStackOptions): Promise<TestStack> {
  return startOnServer(browserStack().databaseServerUrl, options);
}

function knownOf(stack: TestStack, databaseServerUrl: string): BrowserStack {
  const person = (role: string) => {
    const found = stack.people.find((one) => one.role === role);
    if (found === undefined) throw new Error(`The seed made no ${role}.`);
    return { email: found.email, password: found.password };
  };
  return {
    url: stack.url,
    sandboxUrl: stack.sandboxUrl ?? "",
    databaseUrl: stack.ownerUrl,
    databaseServerUrl,
    dataFolder: stack.dataFolder,
    env: { ...stack.env, DATABASE_OWNER_URL: stack.ownerUrl },
    admin: person("admin"),
    supervisor: person("supervisor"),
  };
}

/** The stack of the calling Playwright worker; the first one when tests are only listed. */
export function browserStack(): BrowserStack {
  const stacks: BrowserStack[] = JSON.parse(process.env[variable] ?? "[]");
  const own = stacks[Number(process.env.TEST_PARALLEL_INDEX ?? 0)];
  if (own === undefined) throw new Error("No stack runs: start these tests with `npm test -- e2e`.");
  return own;
}

/**
 * Takes over the stack's settings, so that use cases called in this process work on its database; returns its
 * CRM.
 */
export function joinBrowserStack(): { readonly host: string; readonly sandbox: SandboxControl } {
  const { env, sandboxUrl } = browserStack();
  const { NODE_ENV: _, ...settings } = env;
  Object.assign(process.env, settings);
  return { host: new URL(sandboxUrl).host, sandbox: sandboxControl(sandboxUrl) };
}
