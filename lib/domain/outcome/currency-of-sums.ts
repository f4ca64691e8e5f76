import type { UploadView } from "../views/upload-view.ts";

/** The currency of an upload's sums, ISO 4217; null if it loads no balance and so has no sums. */
export function currencyOfSums({
  hasNoBalance,
  currency,
}: Pick<UploadView, "hasNoBalance" | "currency">): string | null {
  return hasNoBalance === true ? null : currency;
}
