/** A file as it would be dropped, and where its lines stand in it. */
export interface WrittenFile {
  readonly name: string;
  readonly bytes: Buffer<ArrayBuffer>;
  /** For each line of the draft the file's lines that it takes, from 1. */
  readonly places: readonly LinePlace[];
}

export interface LinePlace {
  readonly first: number;
  readonly last: number;
  /** Where it begins and ends in the bytes; a text file's only. */
  readonly start: number;
  readonly end: number;
}
