import type { CellEdit } from "#lib/domain/mapping/mapping.ts";
import type { ControlTotals, Totals } from "#lib/domain/portfolio/debtor.ts";
import type { SetAsideRow } from "#lib/domain/table/set-aside.ts";
import type { Transaction } from "./client.ts";
import { newId } from "./new-id.ts";
import { insertSetAsideRows } from "./set-aside-rows.ts";

export interface NewUpload {
  readonly tenantId: string;
  readonly createdById: string;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly fileSha256: string;
  readonly headers: readonly string[];
  readonly mapping: object;
  readonly edits: readonly CellEdit[];
  readonly fields: readonly object[];
  readonly country: string;
  readonly currency: string;
  readonly batchSize: number;
  readonly rowCount: number;
  readonly chunkCount: number;
  /** Rows of the file that are no data. */
  readonly setAside: readonly SetAsideRow[];
  /** What the page showed; the end of staging compares. */
  readonly totals: ControlTotals;
  /** Of a corrected report: the upload it is of, and what its page knew and decided. */
  readonly correction: ({ readonly ofId: string } & object) | null;
}

/** Begins an upload in the state `staging`. */
export async function insertUpload(
  db: Transaction,
  { totals, setAside, correction, ...upload }: NewUpload,
): Promise<string> {
  const id = newId();
  const { ofId: retryOfId, ...told } = correction ?? {};
  await db.upload.create({
    data: {
      id,
      ...upload,
      headers: [...upload.headers],
      edits: upload.edits.map((edit) => ({ ...edit })),
      fields: upload.fields.map((field) => ({ ...field })),
      ...totalsColumns(totals),
      ...(retryOfId === undefined ? {} : { retryOfId, correction: told }),
    },
  });
  if (setAside.length > 0) await insertSetAsideRows(db, upload.tenantId, id, setAside);
  return id;
}

function totalsColumns({ file, setAside, leftOut, staged }: ControlTotals) {
  return {
    setAsideRows: setAside,
    fileRows: file.rows,
    fileDebtors: file.debtors,
    fileObligations: file.obligations,
    fileBalance: file.balance,
    leftOutRows: leftOut.rows,
    leftOutDebtors: leftOut.debtors,
    leftOutObligations: leftOut.obligations,
    leftOutBalance: leftOut.balance,
    stagedRows: staged.rows,
    stagedDebtors: staged.debtors,
    stagedObligations: staged.obligations,
    stagedBalance: staged.balance,
  };
}

const nothing: Totals = { rows: 0, debtors: 0, obligations: 0, balance: "0.00" };

/**
 * Gives up an upload while it is being staged: what had arrived is deleted, cells typed by hand included, and its figures with it, since nothing
 * of it was staged.
 * False when it was not in `staging` any more.
 */
export async function abandonStaging(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  reason: string | null,
): Promise<boolean> {
  const { count } = await db.upload.updateMany({
    where: { tenantId, id: uploadId, state: "staging" },
    data: {
      state: "cancelled",
      stopReason: reason,
      finishedAt: new Date(),
      edits: [],
      ...totalsColumns({ file: nothing, setAside: 0, leftOut: nothing, staged: nothing }),
    },
  });
  if (count === 0) return false;
  await db.setAsideRow.deleteMany({ where: { tenantId, uploadId } });
  await db.chunk.updateMany({
    where: { tenantId, uploadId },
    data: { identifications: null, source: null, textBytes: null },
  });
  return true;
}

export interface Derivation {
  readonly state: string;
  readonly mapping: unknown;
  readonly fields: unknown;
  readonly country: string;
  readonly currency: string;
  readonly rowCount: number;
  readonly chunkCount: number;
  /** The corrections of the rows asked for. */
  readonly edits: readonly CellEdit[];
}

/**
 * What deriving some of an upload's rows needs. Corrections are picked out by the database: all of them may be many, and each chunk
 * needs few.
 */
export async function findDerivation(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  firstRow: number,
  rowCount: number,
): Promise<Derivation | null> {
  const [found] = await db.$queryRaw<Derivation[]>`
    SELECT u.state::text, u.mapping, u.fields, u.country, u.currency, u."rowCount", u."chunkCount", (
      SELECT coalesce(jsonb_agg(e), '[]') FROM jsonb_array_elements(u.edits) AS e
      WHERE (e->>'row')::int >= ${firstRow} AND (e->>'row')::int - ${firstRow} < ${rowCount}
    ) AS edits
    FROM "Upload" u WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid`;
  return found ?? null;
}
