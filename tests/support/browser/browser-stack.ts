import type { FullConfig } from "@playwright/test";
import { startTestStack, type TestStack } from "../runs/processes.ts";
import { type SandboxControl, sandboxControl } from "../wolkvox-sandbox/control.ts";

/** What the browser tests know of the running stack; handed to their processes through the environment. */
export interface BrowserStack {
  readonly url: string;
  readonly sandboxUrl: string;
  readonly databaseUrl: string;
  /** Environment of the stack's processes, for seeding through the services. */
  readonly env: Readonly<Record<string, string>>;
  readonly admin: { readonly email: string; readonly password: string };
  readonly supervisor: { readonly email: string; readonly password: string };
}

const variable = "PORTAL_TEST_STACKS";

/** Playwright's global setup: a stack for each of its workers, since a CRM's faults and a portal's users are a file's own. */
export default async function setup({ workers }: FullConfig): Promise<() => Promise<void>> {
  const stacks: TestStack[] = [];
  const stop = async () => void (await Promise.all(stacks.map((stack) => stack.stop())));
  try {
    // One after the other: two that start at once could find the same port free.
    while (stacks.length < workers) stacks.push(await startTestStack());
  } catch (error) {
    await stop();
    throw error;
  }
  process.env[variable] = JSON.stringify(stacks.map(knownOf));
  return stop;
}

function knownOf(stack: TestStack): BrowserStack {
  const person = (role: string) => {
    const found = stack.people.find((one) => one.role === role);
    if (found === undefined) throw new Error(`The seed made no ${role}.`);
    return { email: found.email, password: found.password };
  };
  return {
    url: stack.url,
    sandboxUrl: stack.sandboxUrl ?? "",
    databaseUrl: stack.env.DATABASE_URL ?? "",
    env: stack.env,
    admin: person("admin"),
    supervisor: person("supervisor"),
  };
}

/** The stack of the worker that asks; of the first one where tests are only listed. */
export function browserStack(): BrowserStack {
  const stacks: BrowserStack[] = JSON.parse(process.env[variable] ?? "[]");
  const own = stacks[Number(process.env.TEST_PARALLEL_INDEX ?? 0)];
  if (own === undefined) throw new Error("No stack runs: start these tests with `npm test -- e2e`.");
  return own;
}

/** Takes the stack's settings on, so that use cases called in this process work on its database; answers its CRM. */
export function joinBrowserStack(): { readonly host: string; readonly sandbox: SandboxControl } {
  const { env, sandboxUrl } = browserStack();
  const { NODE_ENV: _, ...settings } = env;
  Object.assign(process.env, settings);
  return { host: new URL(sandboxUrl).host, sandbox: sandboxControl(sandboxUrl) };
}
