import type { AsyncLocalStorage } from "node:async_hooks";
import { Pool, type PoolClient, type PoolConfig, type QueryConfig, type QueryResult } from "pg";
import { beginWith, portalReach, type Reach } from "./reach.ts";
import { queryAlone } from "./reached-query.ts";
import { sql } from "./sql-text.ts";

/**
 * The connections under Prisma. Prisma hands its adapter nothing but a statement, so whose rows it may see comes
 * from the asynchronous context in which the client of lib/database/client.ts calls it.
 */
export class ReachingPool extends Pool {
  readonly #reaches: AsyncLocalStorage<Reach>;

  constructor(config: PoolConfig, reaches: AsyncLocalStorage<Reach>) {
    super(config);
    this.#reaches = reaches;
    // A connection cut by the server is replaced at the next use; an unhandled error event would end the process.
    this.on("error", () => undefined);
    this.on("connect", (client) => client.on("error", () => undefined));
    // The adapter calls both with a promise in mind, and pg declares more forms than that.
    Object.assign(this, { connect: () => this.#connect(), query: (config: QueryConfig) => this.#query(config) });
  }

  /** A statement by itself. */
  #query(config: QueryConfig): Promise<QueryResult> {
    return queryAlone(() => super.connect(), this.#reaches.getStore() ?? portalReach, config);
  }

  /**
   * A connection for a transaction, whose BEGIN also says whose rows it may see. Prisma asks for all relations of a
   * row at once, and a connection takes one statement at a time: they wait for each other here.
   */
  async #connect(): Promise<PoolClient> {
    const reach = this.#reaches.getStore() ?? portalReach;
    const client = await super.connect();
    const { release } = client;
    const run = client.query.bind(client);
    const begin = (config: QueryConfig): Promise<QueryResult> => {
      if (config.text !== sql`BEGIN`) throw new Error("a transaction begins with something else than BEGIN");
      return run(beginWith(reach));
    };
    let last: Promise<unknown> | undefined;
    const query = (config: QueryConfig): Promise<QueryResult> => {
      const next = () => run(config);
      const result = last === undefined ? begin(config) : last.then(next, next);
      last = result;
      return result;
    };
    return Object.assign(client, {
      query,
      release: (error?: Error | boolean) => {
        Reflect.deleteProperty(client, "query");
        release(error);
      },
    });
  }
}
