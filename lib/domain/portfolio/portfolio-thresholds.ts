import { z } from "zod";

const share = z.number().min(0.01).max(1);

/** Thresholds of the drift checks and of close-outs. A portfolio stores those that differ from these defaults. */
export const portfolioThresholdsSchema = z.object({
  /** Median deviations on each side of the median that are usual. */
  bandWidth: z.number().min(1).max(50).default(6),
  /** Of the snapshot's debtors: gone on an ordinary day. */
  goneShare: share.default(0.25),
  /** The same when a month opens: gone in all, and gone without that new ones came for them. */
  openingGoneShare: share.default(0.5),
  openingLossShare: share.default(0.2),
  /** Of the last load's rows, obligations or debtors; fewer are half of the file. */
  halfShare: share.default(0.6),
  /** How many times the last load's mean balance, or less than one part in so many. */
  balanceFactor: z.number().min(2).max(1_000).default(8),
  /** Of the file's debtors: known to nobody below this. */
  knownShare: share.default(0.1),
  /** Of the file's debtors in another portfolio, when fewer than that are known in this one. */
  elsewhereShare: share.default(0.5),
  /** Of a field's values: empty from here on although they were not. */
  emptyShare: share.default(0.98),
  /** Of a text field's values: another kind of value than before. */
  shiftedShare: share.default(0.5),
  /** Debtors that a close-out closes without that their number is typed. */
  closeOutDebtors: z.number().int().min(0).max(10_000_000).default(100),
});
export type PortfolioThresholds = z.infer<typeof portfolioThresholdsSchema>;

/** A portfolio's thresholds: the stored ones over the defaults. Other keys in `stored` are not looked at. */
export function portfolioThresholdsOf(stored: unknown): PortfolioThresholds {
  return portfolioThresholdsSchema.parse(stored);
}
