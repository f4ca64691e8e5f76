"use client";

import { useTranslations } from "use-intl";
import type { UploadView } from "#lib/domain/views/upload-view.ts";

/** What finding the debtors at fault in batches refused whole has cost so far, and where that ends; nothing where none was. */
export function HalvingLine({ view: { halving } }: { view: UploadView }) {
  const t = useTranslations("outcome.calls");
  if (halving === undefined) return null;
  const { batches, calls, maxCalls } = halving;
  return <p className="px-4 py-2 text-sm text-text-muted tabular-nums">{t("halving", { batches, calls, maxCalls })}</p>;
}
