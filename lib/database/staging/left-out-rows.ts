import type { CheckedRow } from "#lib/domain/debtors/debtor.ts";
import { storableJson } from "#lib/domain/table/storable-text.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";
import { BinaryRows, uuidBytes } from "../binary-rows.ts";
import { copyBinary } from "../copy-binary.ts";
import type { SqlClient } from "../sql-text.ts";

export interface NewLeftOutRow {
  readonly row: number;
  readonly line: number;
  readonly identification: string | null;
  /** Its JSON line, UTF-8. */
  readonly source: Uint8Array;
  readonly issues: readonly Issue[];
  /** What the row adds to the left-out totals of the upload; null for nothing (decision 38). */
  readonly figures: Pick<CheckedRow, "obligations" | "balanceCents"> | null;
}

const columns = ["tenantId", "uploadId", "row", "line", "identification", "source", "issues", "obligations", "balance"];

/** Left-out rows of an upload as the bytes for COPY. */
export class LeftOutRows {
  readonly #rows = new BinaryRows(64 * 1024);
  readonly #ids: { readonly tenant: Buffer; readonly upload: Buffer };

  constructor(tenantId: string, uploadId: string) {
    this.#ids = { tenant: uuidBytes(tenantId), upload: uuidBytes(uploadId) };
  }

  get bytes(): number {
    return this.#rows.bytes;
  }

  add({ row, line, identification, source, issues, figures }: NewLeftOutRow): void {
    const rows = this.#rows;
    rows.row(columns.length);
    rows.raw(this.#ids.tenant);
    rows.raw(this.#ids.upload);
    rows.int4(row);
    rows.int4(line);
    if (identification === null) rows.null();
    else rows.text(identification);
    rows.raw(source);
    rows.jsonb(storableJson(issues));
    if (figures === null) {
      rows.null();
      rows.null();
    } else {
      rows.int4(figures.obligations.length);
      rows.cents(figures.balanceCents);
    }
  }

  /** Writes and clears them. */
  write(client: SqlClient): Promise<void> {
    return copyBinary(client, "LeftOutRow", columns, this.#rows);
  }
}
