import { formatCents } from "#lib/domain/debtors/totals-counter.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { type ComparedGroup, comparedGroups } from "#lib/domain/portfolio/comparison/comparison.ts";
import type { Texts } from "../portfolio/day-texts.ts";

type Values = ReadonlyMap<string, string>;

interface ModelDebtor {
  readonly own: Values;
  readonly obligations: ReadonlyMap<string, Values>;
}

interface ModelRow {
  readonly state: "live" | "uncertain" | "gone";
  /** What was last accepted; null if nothing ever was. */
  readonly debtor: ModelDebtor | null;
}

export interface ModelFile {
  readonly texts: Texts;
  /** Debtors with a row that cannot be sent; debtors in rows that are set aside; debtors in other parts of the set. */
  readonly leftOut?: ReadonlySet<string>;
  readonly aside?: ReadonlySet<string>;
  readonly elsewhere?: ReadonlySet<string>;
  readonly tellsGone?: boolean;
  /** Of its debtors it names only what is added: nothing that it does not name is gone. */
  readonly isAdditions?: boolean;
}

interface Sums {
  debtors: number;
  obligations: number;
  before: bigint;
  after: bigint;
}

const identificationField = "debtor.Identification";
const numberField = "obligation.id";
const balanceField = "obligation.total_balance";

/** What a portfolio's snapshot has and how files differ from it, as anybody would write it who has both in memory. */
export class DayModel {
  readonly #rows = new Map<string, ModelRow>();
  readonly #mapped: readonly { readonly field: string; readonly at: number }[];

  /** `mapping`: of all its files, whose amounts have two decimals. */
  constructor({ columns }: Pick<Mapping, "columns">) {
    this.#mapped = columns.flatMap((column, at) => (column.state === "field" ? [{ field: column.field, at }] : []));
  }

  /** What became of the debtors of a file; a debtor without an outcome was not sent. */
  settle(texts: Texts, outcomes: ReadonlyMap<string, string>): void {
    const debtors = this.#debtorsOf(texts);
    for (const [id, outcome] of outcomes) {
      const before = this.#rows.get(id)?.debtor ?? null;
      if (outcome === "accepted") this.#rows.set(id, { state: "live", debtor: debtors.get(id) ?? null });
      else if (outcome === "unconfirmed") this.#rows.set(id, { state: "uncertain", debtor: before });
    }
  }

  /** A whole file, or the last part of a set, was confirmed. */
  leave(file: ModelFile): void {
    this.depart(this.compare(file, []).gone);
  }

  depart(gone: readonly string[]): void {
    for (const id of gone) {
      const row = this.#rows.get(id);
      if (row !== undefined) this.#rows.set(id, { ...row, state: "gone" });
    }
  }

  compare(
    { texts, leftOut, aside, elsewhere, tellsGone = true, isAdditions = false }: ModelFile,
    volatile: readonly string[],
  ) {
    const file = this.#debtorsOf(texts);
    const [debtors, obligations] = [noSums(), noSums()];
    const fields = new Map<string, number>();
    const groups = new Map<string, ComparedGroup>();
    const doubted = { debtors: 0, unremembered: 0, obligations: 0 };
    const gone: string[] = [];
    const outside = { leftOut: noSum(), untold: noSum() };
    for (const [id, now] of file) {
      if (leftOut?.has(id) === true) continue;
      const whole = this.#rows.get(id);
      const row = isAdditions && whole !== undefined && whole.state !== "gone" ? named(whole, now) : whole;
      if (row !== whole && whole !== undefined)
        add(outside.untold, 0, sizeOf(whole) - sizeOf(row), sumOf(whole.debtor) - sumOf(row?.debtor ?? null), 0n);
      const group = groupOf(row, now, volatile);
      groups.set(id, group);
      const before = group === "new" || group === "returned" ? 0n : sumOf(row?.debtor ?? null);
      add(debtors[group], 1, now.obligations.size, before, sumOf(now));
      const old = row?.debtor ?? null;
      // Of an uncertain debtor: what it would be if it were certain.
      const plain =
        row?.state === "uncertain" && old !== null ? groupOf({ state: "live", debtor: old }, now, volatile) : group;
      if (row?.state === "uncertain" && plain !== "changed") doubted.debtors++;
      if (row?.state === "uncertain" && old === null) {
        doubted.debtors++;
        doubted.unremembered++;
        doubted.obligations += now.obligations.size;
        add(obligations.new, 0, now.obligations.size, 0n, sumOf(now));
        continue;
      }
      if ((plain !== "changed" && plain !== "returned") || old === null) {
        add(obligations[plain], 0, now.obligations.size, before, sumOf(now));
        continue;
      }
      addObligations(obligations, old, now, plain, volatile);
      if (plain === "changed") countFields(fields, old, now);
    }
    for (const [id, row] of this.#rows) {
      if (row.state === "gone" || groups.has(id)) continue;
      const isNamed = file.has(id) || aside?.has(id) === true;
      if (isNamed || !tellsGone || elsewhere?.has(id) === true) {
        const part = outside[isNamed ? "leftOut" : "untold"];
        add(part, 1, row.debtor?.obligations.size ?? 0, sumOf(row.debtor), 0n);
        continue;
      }
      gone.push(id);
      add(debtors.gone, 1, row.debtor?.obligations.size ?? 0, sumOf(row.debtor), 0n);
      add(obligations.gone, 0, row.debtor?.obligations.size ?? 0, sumOf(row.debtor), 0n);
    }
    return {
      groups,
      gone: gone.toSorted(),
      debtors: totalsOf(debtors),
      obligations: totalsOf(obligations),
      outside: { leftOut: snapshotTotals(outside.leftOut), untold: snapshotTotals(outside.untold) },
      fields: Object.fromEntries([...fields].toSorted()),
      doubted,
    };
  }

  #debtorsOf(texts: Texts): Map<string, ModelDebtor> {
    const debtors = new Map<string, ModelDebtor & { obligations: Map<string, Values> }>();
    for (const cells of texts) {
      const values = (level: string) =>
        new Map(this.#mapped.flatMap(({ field, at }) => (field.startsWith(level) ? [[field, cells[at] ?? ""]] : [])));
      const own = values("debtor.");
      const id = own.get(identificationField) ?? "";
      const debtor = debtors.get(id) ?? { own, obligations: new Map<string, Values>() };
      debtors.set(id, debtor);
      const obligation = values("obligation.");
      debtor.obligations.set(obligation.get(numberField) ?? "", obligation);
    }
    return debtors;
  }
}

/** A row with those of its obligations that a file names. */
function named(row: ModelRow, { obligations }: ModelDebtor): ModelRow {
  if (row.debtor === null) return row;
  const own = [...row.debtor.obligations].filter(([number]) => obligations.has(number));
  return { ...row, debtor: { ...row.debtor, obligations: new Map(own) } };
}

function sizeOf(row: ModelRow | undefined): number {
  return row?.debtor?.obligations.size ?? 0;
}

function groupOf(row: ModelRow | undefined, now: ModelDebtor, volatile: readonly string[]): ComparedGroup {
  if (row === undefined) return "new";
  if (row.state === "gone") return "returned";
  const { debtor: old } = row;
  if (row.state === "uncertain" || old === null) return "changed";
  const differing = differences(old.own, now.own);
  for (const [number, is] of now.obligations) {
    const was = old.obligations.get(number);
    if (was === undefined) return "changed";
    differing.push(...differences(was, is));
  }
  if (old.obligations.size > now.obligations.size || differing.some((field) => !volatile.includes(field)))
    return "changed";
  return differing.length > 0 ? "volatile" : "same";
}

function addObligations(
  sums: Record<ComparedGroup, Sums>,
  old: ModelDebtor,
  now: ModelDebtor,
  group: "changed" | "returned" | ComparedGroup,
  volatile: readonly string[],
): void {
  for (const [number, is] of now.obligations) {
    const was = old.obligations.get(number);
    if (was === undefined) add(sums.new, 0, 1, 0n, centsOf(is));
    else if (group === "returned") add(sums.returned, 0, 1, 0n, centsOf(is));
    else {
      const differing = differences(was, is);
      const isChanged = differing.some((field) => !volatile.includes(field));
      add(sums[isChanged ? "changed" : differing.length > 0 ? "volatile" : "same"], 0, 1, centsOf(was), centsOf(is));
    }
  }
  for (const [number, was] of old.obligations)
    if (group === "changed" && !now.obligations.has(number)) add(sums.gone, 0, 1, centsOf(was), 0n);
}

function countFields(fields: Map<string, number>, old: ModelDebtor, now: ModelDebtor): void {
  const differing = differences(old.own, now.own);
  for (const [number, is] of now.obligations) {
    const was = old.obligations.get(number);
    if (was !== undefined) differing.push(...differences(was, is));
  }
  for (const field of differing) fields.set(field, (fields.get(field) ?? 0) + 1);
}

function differences(was: Values, is: Values): string[] {
  return [...is].flatMap(([field, text]) => (was.get(field) === text ? [] : [field]));
}

function sumOf(debtor: ModelDebtor | null): bigint {
  return [...(debtor?.obligations.values() ?? [])].reduce((sum, obligation) => sum + centsOf(obligation), 0n);
}

/** 0 for what is no balance: its debtor is left out. */
function centsOf(obligation: Values): bigint {
  const digits = (obligation.get(balanceField) ?? "").replace(/[.,]/g, "");
  return /^\d+$/.test(digits) ? BigInt(digits) : 0n;
}

function noSum(): Sums {
  return { debtors: 0, obligations: 0, before: 0n, after: 0n };
}

function noSums(): Record<ComparedGroup, Sums> {
  const all = comparedGroups.map((group) => [group, noSum()]);
  return Object.fromEntries(all) as Record<ComparedGroup, Sums>;
}

function add(sums: Sums, debtors: number, obligations: number, before: bigint, after: bigint): void {
  sums.debtors += debtors;
  sums.obligations += obligations;
  sums.before += before;
  sums.after += after;
}

function snapshotTotals({ debtors, obligations, before }: Sums) {
  return { debtors, obligations, balanceBefore: formatCents(before) };
}

function totalsOf(sums: Record<ComparedGroup, Sums>) {
  const all = comparedGroups.map((group) => {
    const { debtors, obligations, before, after } = sums[group];
    return [group, { debtors, obligations, balanceBefore: formatCents(before), balance: formatCents(after) }];
  });
  return Object.fromEntries(all);
}
