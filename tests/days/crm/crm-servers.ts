import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Reply } from "./replies.ts";

/** What answers at the two addresses. `host` is the one that was asked. */
export interface Answering {
  answer(host: string, request: IncomingMessage, body: string): Promise<Reply>;
}

/** Two addresses for a whole run, since a process reads once which hosts it may call; each history has its own CRM there. */
export class CrmServers {
  readonly hosts: readonly string[];
  readonly #servers: readonly Server[];
  #answering: Answering | null = null;
  #failure: unknown;

  private constructor(servers: readonly Server[]) {
    this.#servers = servers;
    this.hosts = servers.map((server) => `127.0.0.1:${(server.address() as AddressInfo).port}`);
    for (const [at, server] of servers.entries())
      server.on("request", (request, response) => void this.#reply(at, request, response));
  }

  static async listen(): Promise<CrmServers> {
    const servers = [createServer(), createServer()];
    for (const server of servers) {
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
    }
    return new CrmServers(servers);
  }

  /** From now on this one answers; null: nobody does. Throws what the one before threw. */
  use(answering: Answering | null): void {
    this.#answering = answering;
    for (const server of this.#servers) server.closeAllConnections();
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure;
  }

  async close(): Promise<void> {
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    }
  }

  async #reply(at: number, ...[request, response]: Parameters<RequestListener>): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      // Its caller was killed while it sent: the call has not arrived.
      return;
    }
    try {
      const body = Buffer.concat(chunks).toString("utf8");
      const reply = (await this.#answering?.answer(this.hosts[at] ?? "", request, body)) ?? null;
      if (reply === null) request.socket.destroy();
      else response.writeHead(reply.status, reply.headers).end(reply.body);
    } catch (error) {
      this.#failure ??= error;
      request.socket.destroy();
    }
  }
}
