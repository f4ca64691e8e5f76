import type { RefusalCode } from "#lib/spreadsheet/protocol/refusal.ts";

/** What a file that can be read must give. Absent properties are not checked. */
export interface ExpectedTable {
  readonly kind?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly rows: number;
  readonly columns: number;
  readonly headers?: readonly string[];
  /** Cells of the first data row, as text. */
  readonly firstRow?: readonly string[];
  readonly lastRow?: readonly string[];
  /** One letter per cell of the first data row: t, n, d, b or e. */
  readonly firstKinds?: string;
  /** Codes of the notices, in any order; absent: there must be none. */
  readonly notices?: readonly string[];
  readonly headerLine?: number;
  /** Rows below the header that are no data. */
  readonly setAside?: number;
}

/** A bad file and the verdict it must get. */
export interface BadFile {
  readonly name: string;
  readonly fileName: string;
  make(): Promise<Blob> | Blob;
  /** Opened in its own process with a small heap, because it tests that memory stays bounded. */
  readonly isBomb?: boolean;
  readonly expect: { readonly refusal: RefusalCode | readonly RefusalCode[] } | ExpectedTable;
}
