/** One bar, or the parts stacked in it. */
export interface Bar {
  readonly name: string;
  /** By the key of a series; null leaves a gap. */
  readonly values: Readonly<Record<string, number | null>>;
}

export interface Series {
  readonly key: string;
  readonly name: string;
  /** A CSS colour. */
  readonly color: string;
}
