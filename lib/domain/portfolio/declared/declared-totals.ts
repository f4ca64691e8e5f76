import type { ControlTotals } from "../../debtors/debtor.ts";
import { formatCents, parseCents } from "../../debtors/totals-counter.ts";
import { isDeclaredAmount } from "./declared-amount.ts";
import type { DeclaredTotals } from "./declared-schema.ts";

/**
 * What a bank says that its file has. `rows` is a count of "records", which some banks count as rows, others as
 * debtors or obligations.
 */
export const declaredFigures = ["rows", "debtors", "obligations", "balance", "cutOff"] as const;
export type DeclaredFigure = (typeof declaredFigures)[number];
export type DeclaredCount = Extract<DeclaredFigure, "rows" | "debtors" | "obligations">;

export const nothingDeclared: DeclaredTotals = { where: {} };

/** What a person typed or took away (null), by figure. */
export type TypedDeclared = { readonly [Figure in DeclaredFigure]?: NonNullable<DeclaredTotals[Figure]> | null };

export function isDeclared(declared: DeclaredTotals): boolean {
  return declaredFigures.some((figure) => declared[figure] !== undefined);
}

/** What a file has: its totals, whether they include money, and its cut-off day, if it has one. */
export interface ReadTotals {
  readonly totals: Pick<ControlTotals, "file" | "setAside">;
  readonly hasBalance: boolean;
  readonly cutOff: string | null;
  /** What cells that a person changed add to the balance: a decimal. Absent if no cell was changed. */
  readonly editedBalance?: string;
}

/** Cells that a person changed before staging, and what that adds to the balance of the file: a decimal. */
export interface EditedCells {
  readonly cells: number;
  readonly balance: string;
}

/** A declared figure beside what was read. Counts are digits, money has two places, days are ISO dates. */
export interface ComparedFigure {
  readonly figure: DeclaredFigure;
  readonly declared: string;
  readonly read: string;
  /** What a declared count of records equals; otherwise the figure itself. */
  readonly as: DeclaredFigure;
  /** Of a balance that a person's changes moved: `read` is what the file itself brings, `sum` what is loaded. */
  readonly edited?: { readonly balance: string; readonly sum: string };
  /** Read minus declared, or if these agree `sum` minus declared; null if they agree, "" for days that differ. */
  readonly difference: string | null;
}

/**
 * Compares every declared figure with the whole file, left-out rows included, since the sender's sums count them.
 * A count of records agrees with rows of data, debtors or obligations; one of debtors or obligations only with
 * those. A day is compared only if a person typed it: one in the file is the file's day unless a person decides
 * otherwise. A balance is compared as the file brings it: what a person typed is not what the bank sent. One that is
 * declared in whole units agrees with any cents.
 */
export function compareDeclared(declared: DeclaredTotals, read: ReadTotals): ComparedFigure[] {
  return declaredFigures.flatMap((figure) => compareFigure(figure, declared, read) ?? []);
}

export function hasDifference(compared: readonly ComparedFigure[]): boolean {
  return compared.some(({ difference }) => difference !== null);
}

/** Whether a person has to write why a file differs from what is declared before it may be confirmed. */
export function needsReason({
  declared,
}: {
  readonly declared?: { readonly figures: readonly ComparedFigure[]; readonly reason: string | null };
}): boolean {
  return declared !== undefined && declared.reason === null && hasDifference(declared.figures);
}

/** The counts that a declared count may be of. */
export function countsOf({ totals }: Pick<ReadTotals, "totals">): Record<DeclaredCount, number> {
  const { file, setAside } = totals;
  return { rows: file.rows - setAside, debtors: file.debtors, obligations: file.obligations };
}

function compareFigure(figure: DeclaredFigure, declared: DeclaredTotals, read: ReadTotals): ComparedFigure | null {
  if (figure === "balance") {
    if (declared.balance === undefined || !read.hasBalance) return null;
    const { balance } = read.totals.file;
    const said = parseCents(declared.balance);
    const moved = parseCents(read.editedBalance ?? "0.00");
    const sum = parseCents(balance);
    const off = [sum - moved, sum].find((cents) => !isDeclaredAmount(declared.balance ?? "", cents));
    const difference = off === undefined ? null : formatCents(off - said);
    const edited = moved === 0n ? {} : { edited: { balance: formatCents(moved), sum: balance } };
    return { figure, declared: declared.balance, read: formatCents(sum - moved), as: figure, difference, ...edited };
  }
  if (figure === "cutOff") {
    const { cutOff, where } = declared;
    if (cutOff === undefined || read.cutOff === null || where.cutOff !== undefined) return null;
    const difference = cutOff === read.cutOff ? null : "";
    return { figure, declared: cutOff, read: read.cutOff, as: figure, difference };
  }
  const said = declared[figure];
  if (said === undefined) return null;
  const counts = countsOf(read);
  const as = figure === "rows" ? (anyCount.find((count) => counts[count] === said) ?? figure) : figure;
  const difference = counts[as] === said ? null : String(counts[as] - said);
  return { figure, declared: String(said), read: String(counts[as]), as, difference };
}

const anyCount: readonly DeclaredCount[] = ["rows", "debtors", "obligations"];
