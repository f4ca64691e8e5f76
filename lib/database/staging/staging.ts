import type { ControlTotals, Totals } from "#lib/domain/debtors/debtor.ts";
import type { StoredDeclared } from "#lib/domain/portfolio/declared/declared-schema.ts";
import { columnsOfLoad, type Load, loadOf } from "#lib/domain/portfolio/load.ts";
import type { ListLengths } from "#lib/domain/staging/list-item.ts";
import type { Transaction } from "../client.ts";
import { newId } from "../new-id.ts";

export interface NewUpload {
  readonly tenantId: string;
  readonly createdById: string;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly fileSha256: string;
  readonly headers: readonly string[];
  readonly mapping: object;
  /** How many items and parts of each list will come beside the rows. */
  readonly lists: ListLengths;
  readonly fields: readonly object[];
  readonly country: string;
  readonly currency: string;
  readonly batchSize: number;
  readonly rowCount: number;
  readonly chunkCount: number;
  /** The totals the page showed; the end of staging compares them with its own. */
  readonly totals: ControlTotals;
  /** `heldStamp` of the people whom the page left out because they are held. */
  readonly heldStamp: string;
  /** What it is a load of; null: of no portfolio, or of one that the end of staging creates. */
  readonly portfolioId: string | null;
  readonly newPortfolio: string | null;
  readonly load: Load;
  /** The title line above the header, masked; "" for none. */
  readonly fileTitle: string;
  /** The words by which the file says that it is a part; "" for none. */
  readonly statedPart: string;
  /** For a corrected report: the upload it is a report of (`ofId`), and what the page knew and its user decided. */
  readonly correction: ({ readonly ofId: string } & object) | null;
  /** What the file or the person says that it has; null for nothing. */
  readonly declared: StoredDeclared | null;
}

/** Creates an upload in the state `staging`; returns its id. */
export async function insertUpload(
  db: Transaction,
  { totals, correction, load, declared, ...upload }: NewUpload,
): Promise<string> {
  const id = newId();
  const { ofId: retryOfId, ...told } = correction ?? {};
  await db.upload.create({
    data: {
      id,
      ...upload,
      headers: [...upload.headers],
      lists: { ...upload.lists },
      fields: upload.fields.map((field) => ({ ...field })),
      ...totalsColumns(totals),
      ...columnsOfLoad(load),
      ...(declared === null ? {} : { declared }),
      ...(retryOfId === undefined ? {} : { retryOfId, correction: told }),
    },
  });
  return id;
}

/** The portfolio that an upload is a load of, and what it is of it: retries and corrections of it inherit both. */
export async function findLoadOf(
  db: Transaction,
  tenantId: string,
  uploadId: string,
): Promise<Pick<NewUpload, "portfolioId" | "load">> {
  const upload = await db.upload.findFirstOrThrow({
    where: { tenantId, id: uploadId },
    select: { portfolioId: true, loadKind: true, partNumber: true, partCount: true },
  });
  return { portfolioId: upload.portfolioId, load: loadOf(upload) };
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
 * Abandons an upload while it is being staged: deletes what has arrived, including cells typed by hand, and
 * sets its totals to 0, since nothing of it was staged. False if it was no longer `staging`.
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
      ...totalsColumns({ file: nothing, setAside: 0, leftOut: nothing, staged: nothing }),
    },
  });
  if (count === 0) return false;
  await db.listPart.deleteMany({ where: { tenantId, uploadId } });
  await db.chunk.updateMany({
    where: { tenantId, uploadId },
    data: { identifications: null, source: null, textBytes: null },
  });
  return true;
}

export interface StagingBounds {
  readonly state: string;
  readonly rowCount: number;
  readonly chunkCount: number;
  readonly lists: unknown;
}

/** What must be known of an upload before anything sent for it is read. */
export function findStagingBounds(db: Transaction, tenantId: string, id: string): Promise<StagingBounds | null> {
  return db.upload.findFirst({
    where: { tenantId, id },
    select: { state: true, rowCount: true, chunkCount: true, lists: true },
  });
}
