/** What an upload is of its portfolio: nobody is gone by a part alone, or by additions. */
export type Load =
  | { readonly kind: "whole" }
  | { readonly kind: "part"; readonly number: number; readonly of: number }
  | { readonly kind: "additions" };

export const wholeLoad: Load = { kind: "whole" };

/** More parts than this are a mistake in typing. */
export const maxParts = 100;

/** A load as the database has it: `partNumber` and `partCount` are null unless it is a part. */
export interface LoadColumns {
  readonly loadKind: Load["kind"];
  readonly partNumber: number | null;
  readonly partCount: number | null;
}

export function loadOf({ loadKind, partNumber, partCount }: LoadColumns): Load {
  return loadKind === "part" ? { kind: "part", number: partNumber ?? 1, of: partCount ?? 1 } : { kind: loadKind };
}

export function columnsOfLoad(load: Load): LoadColumns {
  return load.kind === "part"
    ? { loadKind: "part", partNumber: load.number, partCount: load.of }
    : { loadKind: load.kind, partNumber: null, partCount: null };
}
