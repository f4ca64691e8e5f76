/**
 * What is remembered for a file's shape. `near` is a similar shape: its mapping is ordered by the `headers`
 * it was learned on, and carryMapping (headers/fingerprint.ts) brings it over to the new ones.
 */
export type RecalledMapping<M> =
  /** `usedAt`: ISO 8601. If a file can be read in two shapes, the one used last counts. */
  (
    | { readonly kind: "exact"; readonly mapping: M; readonly usedAt: string }
    | {
        readonly kind: "near";
        readonly mapping: M;
        readonly headers: readonly string[];
        /** The name of the portfolio that remembers it, if that is not the one asked about; null: uploads of none do. */
        readonly of?: string | null;
      }
    | { readonly kind: "none" }
  ) & {
    /**
     * The cells are those the mapping was made for, as a report returns them: its answers hold, however many
     * cells are left.
     */
    readonly isOwn?: true;
  };
