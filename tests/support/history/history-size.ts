/** How much a filled database holds. */
export interface HistorySize {
  readonly uploads: number;
  readonly records: number;
  /** Debtors of the largest upload, which is finished and has a quarter of them in each group. */
  readonly largest: number;
  readonly auditEntries: number;
}

/** An upload to be filled in. The first ones are those whose own pages are visited. */
export interface PlannedUpload {
  readonly state: "finished" | "staged" | "running" | "cancelled" | "stopped";
  readonly debtors: number;
  readonly leftOutRows: number;
}

/**
 * The uploads of a history, oldest first: the largest, one waiting for confirmation, one half sent, then
 * others from a handful of debtors to more than twice the mean. Their debtors add up to `records`.
 */
export function planUploads({ uploads, records, largest }: HistorySize): PlannedUpload[] {
  const half = Math.floor(largest / 2);
  const special: PlannedUpload[] = [
    { state: "finished", debtors: largest, leftOutRows: Math.floor(largest / 5) },
    { state: "staged", debtors: half, leftOutRows: Math.floor(largest / 5) },
    { state: "running", debtors: half, leftOutRows: 0 },
  ];
  const count = uploads - special.length;
  const left = records - special.reduce((sum, upload) => sum + upload.debtors, 0);
  if (count < 1 || left < count) throw new RangeError("too few uploads or records for a history");
  const weights = Array.from({ length: count }, (_, n) => 1 + ((n * n * 7) % 17));
  const weight = weights.reduce((sum, one) => sum + one, 0);
  const sizes = weights.map((one) => Math.max(1, Math.floor((left * one) / weight)));
  const rest = left - sizes.reduce((sum, size) => sum + size, 0);
  return [
    ...special,
    ...sizes.map((debtors, n) => ({
      state: stateOf(n),
      debtors: debtors + (n === 0 ? rest : 0),
      leftOutRows: n % 3 === 0 ? Math.ceil(debtors / 100) : 0,
    })),
  ];
}

function stateOf(n: number): PlannedUpload["state"] {
  if (n % 16 === 5) return "cancelled";
  return n % 64 === 9 ? "stopped" : "finished";
}
