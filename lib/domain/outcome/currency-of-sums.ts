import type { UploadView } from "../views/upload-view.ts";

/** What an upload's sums are in, ISO 4217; null where it loads no balance, so that they are none. */
export function currencyOfSums({
  hasNoBalance,
  currency,
}: Pick<UploadView, "hasNoBalance" | "currency">): string | null {
  return hasNoBalance === true ? null : currency;
}
