import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";

/** A debtor as the CRM must end up with it, whichever call brings it. */
export interface StagedDebtor {
  /** As in the file. */
  readonly obligationIds: readonly string[];
  /** Of the JSON text that was staged. */
  readonly sha256: string;
}

const [identificationColumn, obligationColumn] = [0, 5];

/**
 * The debtors of an upload by Identification, to be kept for later: obligations from the file's rows, hashes
 * from the database. Call it before anything is sent, because the payloads of accepted debtors are erased.
 */
export async function stagedDebtors(
  uploadId: string,
  rows: readonly (readonly string[])[],
): Promise<ReadonlyMap<string, StagedDebtor>> {
  const inFile = Map.groupBy(rows, (cells) => cells[identificationColumn] ?? "");
  const records = await ownerDatabase().record.findMany({
    where: { uploadId },
    select: { identification: true, payload: true },
  });
  assert.equal(records.length, inFile.size, "debtors staged");
  return new Map(
    records.map(({ identification, payload }) => {
      assert.ok(payload !== null, "asked before anything was accepted");
      const obligationIds = (inFile.get(identification) ?? []).map((cells) => cells[obligationColumn] ?? "");
      return [identification, { obligationIds, sha256: createHash("sha256").update(payload).digest("hex") }];
    }),
  );
}
