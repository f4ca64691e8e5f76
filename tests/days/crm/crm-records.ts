/** A debtor as a call has it, or as one of its obligations does: values by key. */
export type Values = Readonly<Record<string, string>>;

/** One item of `collections`. */
export interface Payload {
  readonly own: Values;
  /** By their `id`, in the order of the call. */
  readonly obligations: ReadonlyMap<string, Values>;
}

export interface CrmRecord {
  readonly wolkvoxId: string;
  own: Values;
  obligations: ReadonlyMap<string, Values>;
}

/** What an operation really does, whatever its tenant says of it. */
export interface CrmNature {
  readonly repeats: "updates" | "duplicates";
  readonly obligations: "merges" | "replaces";
}

/** What the CRM has of one debtor: several records if it duplicates. */
export type CrmDebtor = readonly CrmRecord[];

/** What becomes of a debtor by one more write. */
export function written(before: CrmDebtor, { own, obligations }: Payload, nature: CrmNature, id: string): CrmDebtor {
  const [first, ...others] = before;
  if (first === undefined || nature.repeats === "duplicates") return [...before, { wolkvoxId: id, own, obligations }];
  const kept = nature.obligations === "replaces" ? [] : first.obligations;
  const merged = new Map(kept);
  for (const [number, values] of obligations) merged.set(number, { ...merged.get(number), ...values });
  return [{ ...first, own: { ...first.own, ...own }, obligations: merged }, ...others];
}

/** Reads an item of `collections`; null if it is none. */
export function readPayload(item: unknown): Payload | null {
  if (typeof item !== "object" || item === null) return null;
  const { Obligations: list, ...own } = item as Readonly<Record<string, unknown>>;
  if (!Array.isArray(list) || !isValues(own)) return null;
  const obligations = new Map<string, Values>();
  for (const one of list as readonly unknown[]) {
    if (typeof one !== "object" || one === null || !isValues(one)) return null;
    obligations.set(one.id ?? "", one);
  }
  // Twice the same number in one object is more than the page describes.
  return obligations.size === list.length ? { own, obligations } : null;
}

function isValues(of: object): of is Values {
  return Object.values(of).every((value) => typeof value === "string");
}
