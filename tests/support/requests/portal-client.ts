import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { searchHeader } from "#lib/domain/search/search-header.ts";
import { projectRoot } from "#lib/up/settings.ts";
import { fromNow } from "#tests/support/from-now.ts";

const manifestSchema = z.object({
  node: z.record(z.string(), z.object({ filename: z.string(), exportedName: z.string() })),
});
const csrfSchema = z.object({ csrfToken: z.string() });
const answerSchema = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), code: z.string(), params: z.unknown() }),
]);
export type ActionAnswer = z.output<typeof answerSchema>;

/**
 * What a signed-in browser sends, without the browser: pages, routes and server actions of a running portal.
 */
export class PortalClient {
  readonly #url: string;
  readonly #cookies: Map<string, string>;
  #toldAt = Number.POSITIVE_INFINITY;

  private constructor(url: string, cookies: ReadonlyMap<string, string> = new Map()) {
    this.#url = url;
    this.#cookies = new Map(cookies);
  }

  /** A browser in which nobody is signed in. */
  static visit(url: string): PortalClient {
    return new PortalClient(url);
  }

  static async signIn(url: string, email: string, password: string): Promise<PortalClient> {
    const client = PortalClient.visit(url);
    const { csrfToken } = csrfSchema.parse(await (await client.get("/api/auth/csrf")).json());
    const form = new URLSearchParams({ csrfToken, email, password, json: "true" });
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await client.post("/api/auth/callback/credentials", headers, form.toString());
    if (!answer.ok) throw new Error(`${email} could not sign in: ${answer.status} ${await answer.text()}`);
    client.#toldAt = fromNow().getTime();
    return client;
  }

  /** The same browser at another portal of the same installation: both sign cookies with the same secret. */
  at(url: string): PortalClient {
    const other = new PortalClient(url, this.#cookies);
    other.#toldAt = this.#toldAt;
    return other;
  }

  /** The headers that a hand-made request must carry. */
  get headers(): Record<string, string> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return { cookie, origin: new URL(this.#url).origin, "sec-fetch-site": "same-origin" };
  }

  /** Shows this tenant's uploads from now on, as the switcher does. */
  chooseTenant(tenantId: string): void {
    this.#cookies.set("tenant", tenantId);
  }

  /** Signs out as the menu does. */
  async signOut(): Promise<void> {
    const { csrfToken } = csrfSchema.parse(await (await this.get("/api/auth/csrf")).json());
    const form = new URLSearchParams({ csrfToken, json: "true" });
    await this.post("/api/auth/signout", { "content-type": "application/x-www-form-urlencoded" }, form.toString());
  }

  get(path: string, signal?: AbortSignal): Promise<Response> {
    return this.#send(path, { method: "GET", ...(signal === undefined ? {} : { signal }) });
  }

  /** What the command palette asks while somebody types. */
  search(text: string): Promise<Response> {
    return this.#send("/api/search", { method: "GET", headers: { [searchHeader]: encodeURIComponent(text) } });
  }

  post(path: string, headers: Record<string, string>, body: BodyInit, signal?: AbortSignal): Promise<Response> {
    return this.#send(path, { method: "POST", headers, body, ...(signal === undefined ? {} : { signal }) });
  }

  /**
   * Calls a server action by its exported name, as the page at `path` does; the build lists the action's id.
   */
  async act(path: string, action: string, input: unknown): Promise<ActionAnswer> {
    const headers = { "next-action": actionId(path, action), "content-type": "text/plain;charset=UTF-8" };
    const answer = await this.post(path, headers, JSON.stringify([input]));
    const text = await answer.text();
    // React's format has a line for each piece; piece 1 is what the action returned.
    const value = /^1:(\{.*\})$/m.exec(text)?.[1];
    if (value === undefined) throw new Error(`${action} answered ${answer.status}: ${text.slice(0, 500)}`);
    return answerSchema.parse(JSON.parse(value));
  }

  async #send(path: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Response> {
    // Reports activity, as a page does: requests alone do not keep a session alive. If the portal is down,
    // the next report has to do.
    if (fromNow().getTime() - this.#toldAt > 61_000) {
      this.#toldAt = fromNow().getTime();
      await fetch(`${this.#url}/api/session`, { method: "POST", headers: this.headers }).catch(() => undefined);
    }
    // What the pages' own requests carry; without it every route refuses them.
    const headers = { ...init.headers, ...this.headers };
    const answer = await fetch(`${this.#url}${path}`, { ...init, headers, redirect: "manual" });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = "", ...value] = (cookie.split(";")[0] ?? "").split("=");
      this.#cookies.set(name, value.join("="));
    }
    return answer;
  }
}

/** Several files may export the same name; the one in the page's own folder is meant. */
function actionId(path: string, action: string): string {
  const file = join(projectRoot, ".next/server/server-reference-manifest.json");
  const { node } = manifestSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const folder = path === "/uploads/new" ? "uploads/new/" : "uploads/[uploadId]/";
  const found = Object.entries(node).filter(([, { exportedName }]) => exportedName === action);
  const [id] = found.find(([, { filename }]) => filename.includes(folder)) ?? found[0] ?? [];
  if (id === undefined) throw new Error(`the build has no action ${action}`);
  return id;
}
