import { createHash, randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { insertSession } from "#lib/database/users/sessions.ts";
import { insertUser } from "#lib/database/users/users.ts";
import type { Role } from "#lib/domain/access/permission.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { ControlCounter, withSetAside } from "#lib/domain/debtors/control-counter.ts";
import type { CheckedRow, ControlTotals } from "#lib/domain/debtors/debtor.ts";
import { judgeDebtor, ofNobody } from "#lib/domain/debtors/judge-debtor.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import { fieldsDigest } from "#lib/domain/fields/fields-digest.ts";
import { type HeldDebtors, heldStamp } from "#lib/domain/holds/hold.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { ObligationsBehaviour } from "#lib/domain/outcome/obligations-behaviour.ts";
import type { RepeatBehaviour } from "#lib/domain/outcome/repeat-behaviour.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import type { SetAsideRow } from "#lib/domain/table/set-aside.ts";
import { hashPassword } from "#lib/secrets/password.ts";
import type { Actor, Ctx, TenantId } from "#lib/services/context.ts";
import { createTenant } from "#lib/services/tenants/create-tenant.ts";
import { finishStaging } from "#lib/services/uploads/finish-staging.ts";
import { receiveChunk } from "#lib/services/uploads/receive-chunk.ts";
import { receivePart } from "#lib/services/uploads/receive-part.ts";
import { type StartStagingInput, startStaging } from "#lib/services/uploads/start-staging.ts";
import { cutLists, type Listed, lengthsOf, packPart } from "#lib/spreadsheet/workbench/list-parts.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { middayZone } from "#tests/support/midday-zone.ts";

/** Rows, people and portfolios for tests, all invented. Each has its own names, so suites do not collide. */

export const signedOut: Ctx = { actor: null, address: "192.0.2.1" };
export const testPassword = "correcto caballo batería";

/** Hashed once: hashing is slow on purpose, and every test makes users. */
let testPasswordHash: Promise<string> | undefined;

export type UserCtx = Ctx & { actor: Actor };

/** A user in the database, and the context of a request in a session of that user. */
export async function makeUser(role: Role, tenantIds: readonly string[] = []): Promise<UserCtx> {
  const email = `${role}-${randomUUID()}@example.com`;
  const name = `Persona ${email.slice(0, 12)}`;
  testPasswordHash ??= hashPassword(testPassword);
  const passwordHash = await testPasswordHash;
  const userId = await insertUser(ownerDatabase(), { email, name, role, passwordHash, tenantIds });
  const sessionId = await makeSession(userId);
  const proof = { isFresh: true, proof: "password", lacksSecondFactor: false } as const;
  return { actor: { userId, email, name, role, locale: null, sessionId, ...proof }, address: "192.0.2.10" };
}

/** Another session of the user, as signing in begins it. */
export async function makeSession(userId: string): Promise<string> {
  const { passwordHash } = await ownerDatabase().user.findUniqueOrThrow({ where: { id: userId } });
  const place = { address: "192.0.2.10", browser: "Firefox · Linux" };
  const sessionId = await insertSession(ownerDatabase(), { userId, passwordHash, ...place });
  if (sessionId === null) throw new Error("the user just made is not there");
  return sessionId;
}

/** The same user in a session that has just begun. */
export async function inNewSession(ctx: UserCtx): Promise<UserCtx> {
  return { ...ctx, actor: { ...ctx.actor, sessionId: await makeSession(ctx.actor.userId) } };
}

export interface TenantSetup {
  readonly server: string;
  readonly operation?: string;
  readonly token?: string;
  readonly batchSize?: number;
  readonly callsAtOnce?: number;
  readonly repeatBehaviour?: RepeatBehaviour;
  readonly obligations?: ObligationsBehaviour;
}

export async function makeTenant(
  admin: Ctx,
  setup: TenantSetup,
): Promise<{ tenantId: TenantId; name: string; operation: string; token: string }> {
  const id = randomUUID().slice(0, 8);
  const { operation = `operacion${id}`, token = `token-${id}-9f3c`, ...rest } = setup;
  const name = `Cartera ${id}`;
  const timeZone = middayZone(fromNow());
  const { tenantId } = await createTenant(admin, { name, operation, token, timeZone, ...rest });
  return { tenantId: tenantId as TenantId, name, operation, token };
}

/**
 * An admin, a supervisor, an auditor and their tenant, whose server is `server` (which WOLKVOX_EXTRA_HOSTS must already
 * name).
 */
export async function makeTeam(setup: TenantSetup) {
  const admin = await makeUser("admin");
  const tenant = await makeTenant(admin, setup);
  const supervisor = await makeUser("supervisor", [tenant.tenantId]);
  const auditor = await makeUser("auditor", [tenant.tenantId]);
  return { admin, supervisor, auditor, ...tenant };
}

export const headers = [
  "Cédula",
  "Nombre",
  "Correo",
  "Teléfono",
  "Dirección",
  "Obligación",
  "Producto",
  "Saldo",
] as const;

const field = (id: string, reading = {}) => ({ state: "field" as const, field: id, reading });

export const portfolioMapping: Mapping = mappingSchema.parse({
  columns: [
    field("debtor.Identification"),
    field("debtor.Name"),
    field("debtor.Email"),
    field("debtor.Telephone"),
    field("debtor.Address"),
    field("obligation.id"),
    field("obligation.name"),
    field("obligation.total_balance", { decimalMark: "," }),
  ],
});

/**
 * A portfolio of `debtors` debtors; every third has a second obligation, after all first ones if
 * `isScattered`.
 */
export function makePortfolio(debtors: number, isScattered = false): string[][] {
  const row = (index: number, obligation: number): string[] => [
    String(10_000_000 + index),
    `Cliente Número ${index}`,
    `cliente${index}@example.com`,
    `30012${String(index % 100_000).padStart(5, "0")}`,
    "",
    `${index}-${obligation}`,
    "Tarjeta",
    `${1_000 + index},${String(index % 100).padStart(2, "0")}`,
  ];
  const first = Array.from({ length: debtors }, (_, index) => [row(index, 1)]);
  const second = Array.from({ length: debtors }, (_, index) => (index % 3 === 0 ? [row(index, 2)] : []));
  return isScattered
    ? [...first.flat(), ...second.flat()]
    : first.flatMap((rows, index) => [...rows, ...(second[index] ?? [])]);
}

/**
 * The totals that the page would show: the same domain code over all rows at once. Lines count from 2, after
 * a header.
 */
export function totalsOf(
  rows: readonly (readonly string[])[],
  mapping: Mapping = portfolioMapping,
  held: HeldDebtors = new Map(),
): ControlTotals {
  const context = { fields: fieldsOf([]), mapping, country: "CO", held };
  const read = compileRowReader(context);
  const rowsByDebtor = new Map<string, CheckedRow[]>();
  const counter = new ControlCounter();
  for (const [row, cells] of rows.entries()) {
    const checked = read(row, { line: row + 2, cells, kinds: null });
    if (checked.identification === null) counter.add([checked], ofNobody);
    else rowsByDebtor.set(checked.identification, [...(rowsByDebtor.get(checked.identification) ?? []), checked]);
  }
  for (const rows of rowsByDebtor.values()) counter.add(rows, judgeDebtor(rows, context));
  return counter.totals();
}

/** The columns of a file and what they mean. */
export interface SheetShape {
  readonly headers: readonly string[];
  readonly mapping: Mapping;
  /** The tenant's fields, if it has custom ones. */
  readonly fields?: readonly Field[];
}

export interface StagingOptions {
  /** `headers` and `portfolioMapping` if absent. */
  readonly shape?: SheetShape;
  readonly totals?: ControlTotals;
  /** The held people that the page was told of; without it, nobody. */
  readonly held?: HeldDebtors;
  readonly edits?: readonly CellEdit[];
  /** Rows beside those that are staged. */
  readonly setAside?: readonly SetAsideRow[];
  readonly rowsPerChunk?: number;
  readonly fileName?: string;
  /** The tenant's fields, if it has custom ones. */
  readonly fields?: readonly Field[];
  readonly correction?: StartStagingInput["correction"];
  /** What it is a load of; without it, of no portfolio. */
  readonly of?: Pick<StartStagingInput, "portfolioId" | "newPortfolio" | "load" | "fileTitle" | "statedPart">;
  readonly declared?: StartStagingInput["declared"];
}

/** What the page sends about a file before its chunks. */
export function headOf(rows: readonly (readonly string[])[], options: StagingOptions = {}) {
  const {
    rowsPerChunk = 2_000,
    shape = { headers, mapping: portfolioMapping },
    edits = [],
    setAside = [],
    held = new Map(),
    totals = withSetAside(totalsOf(rows, shape.mapping, held), setAside.length),
    fileName = "cartera.csv",
    correction,
    declared,
  } = options;
  const { fields = shape.fields ?? fieldsOf([]) } = options;
  return {
    fileName,
    fileBytes: 1_234,
    fileSha256: createHash("sha256").update(JSON.stringify(rows)).digest("hex"),
    headers: [...shape.headers],
    mapping: shape.mapping,
    fieldsDigest: fieldsDigest(fields),
    rowCount: rows.length,
    chunkCount: Math.ceil(rows.length / rowsPerChunk),
    lists: lengthsOf(cutLists({ edits, setAside, correction: null })),
    totals,
    heldStamp: heldStamp(held.keys()),
    correction,
    ...options.of,
    declared,
  };
}

/** Begins staging these rows. */
export async function beginStaging(
  ctx: Ctx,
  tenantId: string,
  rows: readonly (readonly string[])[],
  options: StagingOptions = {},
) {
  const { uploadId } = await startStaging(ctx, { tenantId, ...headOf(rows, options) });
  await bringLists(ctx, uploadId, { edits: options.edits ?? [], setAside: options.setAside ?? [], correction: null });
  return uploadId;
}

/** Sends the lists that travel beside the rows, as the page does before any rows. */
export async function bringLists(ctx: Ctx, uploadId: string, plan: Listed): Promise<void> {
  for (const part of cutLists(plan)) {
    const packed = await packPart(plan, part);
    await receivePart(ctx, { ...packed, uploadId, body: bodyOf(new Uint8Array(packed.body)) });
  }
}

/** The chunks of a file as the page sends them. */
export function chunksOf(uploadId: string, rows: readonly (readonly string[])[], rowsPerChunk = 2_000) {
  return Array.from({ length: Math.ceil(rows.length / rowsPerChunk) }, (_, sequence) => {
    const firstRow = sequence * rowsPerChunk;
    const some = rows.slice(firstRow, firstRow + rowsPerChunk);
    const bytes = gzipSync(
      some.map((cells, index) => `${JSON.stringify([firstRow + index + 2, cells, null])}\n`).join(""),
    );
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    return { uploadId, sequence, firstRow, rowCount: some.length, sha256, bytes, body: bodyOf(bytes) };
  });
}

/** A body that can be read repeatedly, in two pieces as a network might deliver it. */
export function bodyOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  return {
    async *[Symbol.asyncIterator]() {
      yield bytes.subarray(0, bytes.length >> 1);
      yield bytes.subarray(bytes.length >> 1);
    },
  };
}

/** Stages a whole portfolio, ready to be confirmed. */
export async function stage(
  ctx: Ctx,
  tenantId: string,
  rows: readonly (readonly string[])[],
  options: StagingOptions = {},
): Promise<string> {
  const uploadId = await beginStaging(ctx, tenantId, rows, options);
  for (const chunk of chunksOf(uploadId, rows, options.rowsPerChunk)) await receiveChunk(ctx, chunk);
  await finishStaging(ctx, { uploadId });
  return uploadId;
}

/** Collects a stream into an array. */
export async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
