import type { RefusalCode } from "#lib/spreadsheet/protocol/refusal.ts";

/** What must come of a file that can be read after all. Whatever is absent is not looked at. */
export interface ExpectedTable {
  readonly kind?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly rows: number;
  readonly columns: number;
  readonly headers?: readonly string[];
  /** Cells of the first row of data, as text. */
  readonly firstRow?: readonly string[];
  readonly lastRow?: readonly string[];
  /** One letter per cell of the first row: t, n, d, b or e. */
  readonly firstKinds?: string;
  /** Codes of the notices, in any order; none where absent. */
  readonly notices?: readonly string[];
  readonly headerLine?: number;
  /** Rows below the header that are no data. */
  readonly setAside?: number;
}

/** A file nobody should send, with the verdict it must get. */
export interface BadFile {
  readonly name: string;
  readonly fileName: string;
  make(): Promise<Blob> | Blob;
  /** Opened in a process of its own with a small heap, since what it tests is that memory stays bounded. */
  readonly isBomb?: boolean;
  readonly expect: { readonly refusal: RefusalCode | readonly RefusalCode[] } | ExpectedTable;
}
