import type { Candidate, Recognition } from "../portfolio/recognition/recognise.ts";
import type { PartSetView } from "./part-set-view.ts";

/** A portfolio that a file may be of. */
export interface RecognisedPortfolio extends Candidate {
  /** Values by field id for fields that the file does not have. */
  readonly defaults: Readonly<Record<string, string>>;
  /** Parts that wait for others; null for none. */
  readonly openSet: PartSetView | null;
}

/** Which portfolio a file seems to be of, and all it may be of, by name. */
export interface RecognisedFile {
  readonly recognition: Recognition;
  readonly portfolios: readonly RecognisedPortfolio[];
}
