import type { Change, DebtorChange } from "#lib/domain/portfolio/comparison/comparison.ts";
import { storableJson } from "#lib/domain/table/storable-text.ts";
import { BinaryRows, uuidBytes } from "../binary-rows.ts";
import { copyBinary } from "../copy-binary.ts";
import type { SqlClient } from "../sql-text.ts";

/** A debtor that a comparison lists. Balances in cents; `change`: null for who is gone. */
export interface NewComparedDebtor {
  readonly identification: string;
  readonly change: Change | null;
  readonly obligationsBefore: number;
  readonly centsBefore: number;
  readonly obligations: number;
  readonly cents: number;
  readonly changes: readonly DebtorChange[] | null;
  /** JSON text of its obligations that are gone although it stays; null for none. */
  readonly goneObligations: string | null;
  /** The numbers of its obligations as staged; null for who is gone. */
  readonly numbers: readonly string[] | null;
}

const columns = [
  "tenantId",
  "uploadId",
  "identification",
  "change",
  "obligationsBefore",
  "balanceBefore",
  "obligations",
  "balance",
  "changes",
  "goneObligations",
  "numbers",
];

/** Listed debtors of a comparison as the bytes for COPY. The comparison itself must be stored already. */
export class ComparedRows {
  readonly #rows = new BinaryRows(64 * 1024);
  readonly #ids: { readonly tenant: Buffer; readonly upload: Buffer };

  constructor(tenantId: string, uploadId: string) {
    this.#ids = { tenant: uuidBytes(tenantId), upload: uuidBytes(uploadId) };
  }

  get bytes(): number {
    return this.#rows.bytes;
  }

  add(debtor: NewComparedDebtor): void {
    const rows = this.#rows;
    rows.row(columns.length);
    rows.raw(this.#ids.tenant);
    rows.raw(this.#ids.upload);
    rows.text(debtor.identification);
    if (debtor.change === null) rows.null();
    else rows.text(debtor.change);
    rows.int4(debtor.obligationsBefore);
    rows.cents(debtor.centsBefore);
    rows.int4(debtor.obligations);
    rows.cents(debtor.cents);
    if (debtor.changes === null) rows.null();
    else rows.jsonb(storableJson(debtor.changes));
    if (debtor.goneObligations === null) rows.null();
    else rows.text(debtor.goneObligations);
    if (debtor.numbers === null) rows.null();
    else rows.text(storableJson(debtor.numbers));
  }

  /** Writes and clears them. */
  write(client: SqlClient): Promise<void> {
    return copyBinary(client, "ComparedDebtor", columns, this.#rows);
  }
}
