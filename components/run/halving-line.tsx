"use client";

import { useTranslations } from "use-intl";
import type { UploadView } from "#lib/domain/views/upload-view.ts";

/**
 * How many calls it has cost so far to find the bad debtors of batches that were refused whole, and the limit
 * (decision 11); nothing if there were no such batches.
 */
export function HalvingLine({ view: { halving } }: { view: UploadView }) {
  const t = useTranslations("outcome.calls");
  if (halving === undefined) return null;
  const { batches, calls, maxCalls } = halving;
  return <p className="px-4 py-2 text-sm text-text-muted tabular-nums">{t("halving", { batches, calls, maxCalls })}</p>;
}
