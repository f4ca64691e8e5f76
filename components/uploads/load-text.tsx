"use client";

import { useTranslations } from "use-intl";
import type { Load } from "#lib/domain/portfolio/load.ts";

/** What an upload is of its portfolio: "parte 2 de 3", "adiciones". Nothing, not even `before`, for a whole load. */
export function LoadText({ load, before = "" }: { load: Load; before?: string }) {
  const t = useTranslations("portfolios.load");
  switch (load.kind) {
    case "whole":
      return null;
    case "part":
      return `${before}${t("part", { number: load.number, of: load.of })}`;
    case "additions":
      return `${before}${t("additions")}`;
  }
}
