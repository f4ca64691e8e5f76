"use client";

import { useTranslations } from "use-intl";
import { clashWith, numbersMissing } from "#lib/domain/portfolio/comparison/part-set.ts";
import type { Load } from "#lib/domain/portfolio/load.ts";
import type { PartSetView } from "#lib/domain/views/part-set-view.ts";
import { Callout } from "../ui/callout.tsx";
import { ClashText, LoadedParts } from "../uploads/clash-text.tsx";
import { useNumbers } from "../uploads/use-numbers.ts";

/** The parts that wait for others, and what a load of this kind does to them. */
export function PartNote({ set, load }: { set: PartSetView; load: Load }) {
  const t = useTranslations("portfolios.parts");
  const missing = numbersMissing(set);
  const numbers = useNumbers(missing);
  const kind = clashWith(set, load);
  if (load.kind === "part" && kind !== null) {
    return (
      <Callout tone="warning" role="status" title={t("dialogTitle")} className="w-full">
        <ClashText clash={{ kind, load, set }} isLinked={false} />
      </Callout>
    );
  }
  return (
    <div className="w-full text-text-muted">
      <p>{t("waits", { numbers, count: missing.length, of: set.of })}</p>
      <LoadedParts set={set} isLinked={false} />
      {load.kind === "whole" ? <p>{t("whole", { count: missing.length })}</p> : null}
    </div>
  );
}
