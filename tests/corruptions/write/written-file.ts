/** A file as it would be dropped, and where its lines are in it. */
export interface WrittenFile {
  readonly name: string;
  readonly bytes: Buffer<ArrayBuffer>;
  /** For each line of the draft, the lines of the file that it takes up, from 1. */
  readonly places: readonly LinePlace[];
}

export interface LinePlace {
  readonly first: number;
  readonly last: number;
  /** Where it begins and ends in the bytes; both 0 in a workbook or HTML table. */
  readonly start: number;
  readonly end: number;
}
