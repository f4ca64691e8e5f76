/**
 * What is known of a file shape. `near` is another shape: its mapping stands by the headers it was learned on, and carryMapping of
 * lib/domain/mapping brings it over to the new ones.
 */
export type RecalledMapping<M> =
  /** `usedAt`: ISO 8601. Of two shapes that one file can be read in, the one used last is meant. */
  (
    | { readonly kind: "exact"; readonly mapping: M; readonly usedAt: string }
    | { readonly kind: "near"; readonly mapping: M; readonly headers: readonly string[] }
    | { readonly kind: "none" }
  ) & {
    /** The cells are those it was made for, as a report gives them back: what was answered of them holds, whatever is left of them. */
    readonly isOwn?: true;
  };
