import type { PoolClient, QueryResult, QueryResultRow, Submittable } from "pg";
import { Prisma } from "./generated/client.ts";
import { isId } from "./new-id.ts";

declare const composed: unique symbol;

/**
 * Text of SQL in which nothing came from outside: `sql` makes it of what is written in the code, of other such texts and
 * of numbers. Values travel beside it, as parameters (decision 65).
 */
export type SqlText = string & { readonly [composed]: true };

/** Composes SQL. A string that is no SqlText does not compile. */
export function sql(written: TemplateStringsArray, ...parts: readonly (SqlText | number)[]): SqlText {
  return written.reduce((text, piece, at) => `${text}${parts[at - 1]}${piece}`) as SqlText;
}

/** The texts one after the other, `between` between two. */
export function joined(texts: readonly SqlText[], between: SqlText): SqlText {
  return texts.join(between) as SqlText;
}

/** A name, as it stands in the schema: of a column, a state. Throws for what is none. */
export function nameText(name: string): SqlText {
  if (!/^[A-Za-z]\w{0,62}$/.test(name)) throw new RangeError("not a name");
  return name as SqlText;
}

/** Names with commas between them. */
export function namesText(names: readonly string[]): SqlText {
  return joined(names.map(nameText), sql`,`);
}

/** The characters of an id, for statements that take no parameters. Throws for what is none. */
export function idText(id: string): SqlText {
  if (!isId(id)) throw new RangeError("not an id");
  return id as SqlText;
}

/** A statement with ids in the places of its parameters, for those that take none. */
export function withIds(text: SqlText, ...ids: readonly string[]): SqlText {
  return text.replace(/\$(\d+)/g, (place, at) => {
    const id = ids[Number(at) - 1];
    return id === undefined ? place : `'${idText(id)}'::uuid`;
  }) as SqlText;
}

/** The text as a part of one of Prisma's statements. */
export function part(text: SqlText): Prisma.Sql {
  return Prisma.raw(text);
}

type Db = Pick<Prisma.TransactionClient, "$queryRawUnsafe" | "$executeRawUnsafe">;

/** The rows of a query, over Prisma's connection. */
export function queryText<Row extends object>(db: Db, text: SqlText, ...values: readonly unknown[]): Promise<Row[]> {
  return db.$queryRawUnsafe<Row[]>(text, ...values);
}

/** How many rows a statement changed, over Prisma's connection. */
export function executeText(db: Db, text: SqlText, ...values: readonly unknown[]): Promise<number> {
  return db.$executeRawUnsafe(text, ...values);
}

/** A plain connection as the queries see it: it takes no other text. */
export interface SqlClient {
  readonly query: {
    <Row extends QueryResultRow>(text: SqlText, values?: readonly unknown[]): Promise<QueryResult<Row>>;
    <Stream extends Submittable>(stream: Stream): Stream;
  };
}

/** The connection, narrowed. */
export function narrowed(client: PoolClient): SqlClient {
  return client as unknown as SqlClient;
}
