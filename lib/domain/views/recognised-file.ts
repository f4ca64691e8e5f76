import type { Candidate, Recognition } from "../portfolio/recognition/recognise.ts";

/** A portfolio that a file may be of. */
export interface RecognisedPortfolio extends Candidate {
  /** Values by field id for fields that the file does not have. */
  readonly defaults: Readonly<Record<string, string>>;
}

/** Which portfolio a file seems to be of, and all it may be of, by name. */
export interface RecognisedFile {
  readonly recognition: Recognition;
  readonly portfolios: readonly RecognisedPortfolio[];
}
