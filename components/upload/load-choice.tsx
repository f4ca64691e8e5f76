"use client";

import { useTranslations } from "use-intl";
import type { Load } from "#lib/domain/portfolio/load.ts";
import { Select } from "../ui/form/select.tsx";

export interface LoadChoiceProps {
  load: Load;
  isDisabled: boolean;
  onChange: (load: Load) => void;
}

const kinds = ["whole", "part", "additions"] as const;
/** Nobody sends a portfolio in more pieces; the server accepts more. */
const mostParts = 12;

/** What the file has of its portfolio: all of it, one part, or additions. */
export function LoadChoice({ load, isDisabled, onChange }: LoadChoiceProps) {
  const t = useTranslations("portfolios.file.load");
  return (
    <>
      <Select
        label={t("label")}
        value={load.kind}
        choices={kinds.map((kind) => ({ value: kind, label: t(kind) }))}
        onChange={(kind) => onChange(kind === "part" ? { kind, number: 1, of: 2 } : { kind })}
        isDisabled={isDisabled}
        className="w-52 max-w-full max-sm:w-full"
      />
      {load.kind === "part" ? (
        <span className="flex items-center gap-2">
          <Select
            label={t("number")}
            value={String(load.number)}
            choices={upTo(1, load.of).map((number) => ({ value: String(number), label: t("numberOf", { number }) }))}
            onChange={(number) => onChange({ ...load, number: Number(number) })}
            isDisabled={isDisabled}
            className="w-28"
          />
          <Select
            label={t("of")}
            value={String(load.of)}
            choices={upTo(2, mostParts).map((count) => ({ value: String(count), label: t("ofCount", { count }) }))}
            onChange={(count) => onChange({ ...load, of: Number(count), number: Math.min(load.number, Number(count)) })}
            isDisabled={isDisabled}
            className="w-24"
          />
        </span>
      ) : null}
    </>
  );
}

function upTo(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
