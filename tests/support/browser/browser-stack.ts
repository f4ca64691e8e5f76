import { startTestStack } from "../runs/processes.ts";
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

const variable = "PORTAL_TEST_STACK";

/** Playwright's global setup: one stack for all browser tests, stopped when they are over. */
export default async function setup(): Promise<() => Promise<void>> {
  const stack = await startTestStack();
  const person = (role: string) => {
    const found = stack.people.find((one) => one.role === role);
    if (found === undefined) throw new Error(`The seed made no ${role}.`);
    return { email: found.email, password: found.password };
  };
  const known: BrowserStack = {
    url: stack.url,
    sandboxUrl: stack.sandboxUrl ?? "",
    databaseUrl: stack.env.DATABASE_URL ?? "",
    env: stack.env,
    admin: person("admin"),
    supervisor: person("supervisor"),
  };
  process.env[variable] = JSON.stringify(known);
  return () => stack.stop();
}

export function browserStack(): BrowserStack {
  const text = process.env[variable];
  if (text === undefined) throw new Error("No stack runs: start these tests with `npm test -- e2e`.");
  return JSON.parse(text);
}

/** Takes the stack's settings on, so that use cases called in this process work on its database; answers its CRM. */
export function joinBrowserStack(): { readonly host: string; readonly sandbox: SandboxControl } {
  const { env, sandboxUrl } = browserStack();
  const { NODE_ENV: _, ...settings } = env;
  Object.assign(process.env, settings);
  return { host: new URL(sandboxUrl).host, sandbox: sandboxControl(sandboxUrl) };
}
