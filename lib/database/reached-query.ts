import { type PoolClient, Query, type QueryConfig, type QueryResult } from "pg";
import { type Reach, settingOf } from "./reach.ts";

/** What is used here of pg's connection, and of its query beside its types. */
interface Wire {
  parse(statement: { name: string; text: string }): void;
  bind(portal: { statement: string; values: readonly string[] }): void;
  execute(portal: { portal: string }): void;
}
interface Message {
  readonly fields: unknown;
}
interface Parts {
  prepare(wire: Wire): void;
  handleDataRow(message: Message): void;
  handleCommandComplete(message: Message, wire: Wire): void;
}
const parts = Query.prototype as unknown as Parts;

type Setting = NonNullable<ReturnType<typeof settingOf>>;

/** Settings that a connection has parsed already, by their names. */
const parsed = new WeakMap<Wire, Set<string>>();

/**
 * One statement and, before it in the same message, the setting of whose rows it may see. The server runs both as one
 * transaction, since no Sync is between them; so a tenant costs no round trip, and the setting is gone afterwards.
 */
export class ReachedQuery extends Query {
  readonly reach: Reach;
  readonly #setting: Setting;
  #isSet = false;

  constructor(
    config: QueryConfig,
    reach: Reach,
    setting: Setting,
    done: (error: Error | undefined, result: unknown) => void,
  ) {
    super(config, undefined, done);
    this.reach = reach;
    this.#setting = setting;
  }

  /** Always: a simple query would be a message of its own. */
  requiresPreparation(): boolean {
    return true;
  }

  prepare(wire: Wire): void {
    const { name, text, value } = this.#setting;
    const known = parsed.get(wire) ?? new Set();
    parsed.set(wire, known);
    if (!known.has(name)) wire.parse({ name, text });
    known.add(name);
    wire.bind({ statement: name, values: [value] });
    wire.execute({ portal: "" });
    parts.prepare.call(this, wire);
  }

  handleDataRow(message: Message): void {
    if (this.#isSet) parts.handleDataRow.call(this, message);
  }

  handleCommandComplete(message: Message, wire: Wire): void {
    if (this.#isSet) parts.handleCommandComplete.call(this, message, wire);
    this.#isSet = true;
  }
}

/** Runs a statement as its own transaction, with the rows of `reach`. */
function queryWithin(client: PoolClient, reach: Reach, config: QueryConfig): Promise<QueryResult> {
  const setting = settingOf(reach);
  if (setting === null) return client.query(config);
  return new Promise((resolve, reject) => {
    const done = (error: Error | undefined, result: unknown) =>
      error ? reject(error) : resolve(result as QueryResult);
    client.query(new ReachedQuery(config, reach, setting, done));
  });
}

/** The same over a connection that is taken for it. */
export async function queryAlone(
  connect: () => Promise<PoolClient>,
  reach: Reach,
  config: QueryConfig,
): Promise<QueryResult> {
  const client = await connect();
  let failure: Error | undefined;
  try {
    return await queryWithin(client, reach, config);
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // As Pool.query does: a connection on which a statement failed is not used again.
    client.release(failure);
  }
}
