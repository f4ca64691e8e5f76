/** A filter of the history that its user keeps by name. */
export interface SavedFilterView {
  readonly id: string;
  readonly name: string;
  /** As `historyQuery` writes it. */
  readonly query: string;
}
