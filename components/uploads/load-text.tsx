"use client";

import { useTranslations } from "use-intl";
import type { Load } from "#lib/domain/portfolio/load.ts";

/** What an upload is of its portfolio: "parte 2 de 3", "3 partes juntas" (`isSet`), "adiciones". Nothing, not even `before`, for a whole load. */
export function LoadText({ load, isSet = false, before = "" }: { load: Load; isSet?: boolean; before?: string }) {
  const t = useTranslations("portfolios.load");
  switch (load.kind) {
    case "whole":
      return null;
    case "part":
      return `${before}${isSet ? t("set", { count: load.of }) : t("part", { number: load.number, of: load.of })}`;
    case "additions":
      return `${before}${t("additions")}`;
  }
}
