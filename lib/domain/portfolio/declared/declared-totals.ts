import { z } from "zod";
import type { ControlTotals } from "../../debtors/debtor.ts";
import { formatCents, parseCents } from "../../debtors/totals-counter.ts";

/**
 * What a bank says that its file has. `rows` is a count of "records", which some banks count as rows, others as
 * debtors or obligations.
 */
export const declaredFigures = ["rows", "debtors", "obligations", "balance", "cutOff"] as const;
export type DeclaredFigure = (typeof declaredFigures)[number];
export type DeclaredCount = Extract<DeclaredFigure, "rows" | "debtors" | "obligations">;

const count = z.number().int().min(0).max(2_147_483_647);
const line = z.number().int().min(1).max(2_147_483_647);

export const declaredSchema = z.strictObject({
  rows: count.optional(),
  debtors: count.optional(),
  obligations: count.optional(),
  /** A decimal with two places. */
  balance: z
    .string()
    .regex(/^-?\d{1,20}\.\d{2}$/)
    .optional(),
  /** ISO date. */
  cutOff: z.iso.date().optional(),
  /** The lines of the file where figures were read; one without a line was typed by a person. */
  where: z
    .strictObject({
      rows: line.optional(),
      debtors: line.optional(),
      obligations: line.optional(),
      balance: line.optional(),
      cutOff: line.optional(),
    })
    .default({}),
});
export type DeclaredTotals = z.infer<typeof declaredSchema>;

/** As stored: with the day that the file's days in arrears were compared with, null for none. */
export const storedDeclaredSchema = declaredSchema.extend({ fileCutOff: z.iso.date().nullable() });
export type StoredDeclared = z.infer<typeof storedDeclaredSchema>;

export const nothingDeclared: DeclaredTotals = { where: {} };

/** What a person typed or took away (null), by figure. */
export type TypedDeclared = { readonly [Figure in DeclaredFigure]?: NonNullable<DeclaredTotals[Figure]> | null };

/** The figures read in the file with a person's over them. */
export function withTyped(read: DeclaredTotals, typed: TypedDeclared): DeclaredTotals {
  const where = { ...read.where };
  const figures: Record<string, unknown> = { ...read };
  for (const figure of declaredFigures) {
    const value = typed[figure];
    if (value === undefined || value === read[figure]) continue;
    delete where[figure];
    if (value === null) delete figures[figure];
    else figures[figure] = value;
  }
  return declaredSchema.parse({ ...figures, where });
}

export function isDeclared(declared: DeclaredTotals): boolean {
  return declaredFigures.some((figure) => declared[figure] !== undefined);
}

/** What a file has: its totals, whether they include money, and its cut-off day, if it has one. */
export interface ReadTotals {
  readonly totals: Pick<ControlTotals, "file" | "setAside">;
  readonly hasBalance: boolean;
  readonly cutOff: string | null;
}

/** A declared figure beside what was read. Counts are digits, money has two places, days are ISO dates. */
export interface ComparedFigure {
  readonly figure: DeclaredFigure;
  readonly declared: string;
  readonly read: string;
  /** What a declared count of records equals; otherwise the figure itself. */
  readonly as: DeclaredFigure;
  /** Read minus declared; null if they agree, "" for days that differ. */
  readonly difference: string | null;
}

/**
 * Compares every declared figure with the whole file, left-out rows included, since the sender's sums count them.
 * A count of records agrees with rows of data, debtors or obligations; one of debtors or obligations only with
 * those. A day is compared only if a person typed it: one in the file is the file's day unless a person decides
 * otherwise.
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
    const cents = parseCents(balance) - parseCents(declared.balance);
    const difference = cents === 0n ? null : formatCents(cents);
    return { figure, declared: declared.balance, read: balance, as: figure, difference };
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
