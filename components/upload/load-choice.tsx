"use client";

import { useTranslations } from "use-intl";
import { numbersMissing } from "#lib/domain/portfolio/comparison/part-set.ts";
import type { Load } from "#lib/domain/portfolio/load.ts";
import type { PartSetView } from "#lib/domain/views/part-set-view.ts";
import { Select } from "../ui/form/select.tsx";

export interface LoadChoiceProps {
  load: Load;
  /** Parts that wait for others: a part is proposed to be the next of them. */
  openSet: PartSetView | null;
  isDisabled: boolean;
  onChange: (load: Load) => void;
}

const kinds = ["whole", "part", "additions"] as const;
/** Nobody sends a portfolio in more pieces; the server accepts more. */
const mostParts = 12;

/** What the file has of its portfolio: all of it, one part, or additions. */
export function LoadChoice({ load, openSet, isDisabled, onChange }: LoadChoiceProps) {
  const t = useTranslations("portfolios.file.load");
  return (
    <>
      <div className="w-52 max-sm:w-full">
        <Select
          label={t("label")}
          value={load.kind}
          choices={kinds.map((kind) => ({ value: kind, label: t(kind) }))}
          onChange={(kind) => onChange(kind === "part" ? nextPart(openSet) : { kind })}
          isDisabled={isDisabled}
        />
      </div>
      {load.kind === "part" ? (
        <div className="flex items-center gap-2">
          <div className="w-28">
            <Select
              label={t("number")}
              value={String(load.number)}
              choices={upTo(1, load.of).map((number) => ({ value: String(number), label: t("numberOf", { number }) }))}
              onChange={(number) => onChange({ ...load, number: Number(number) })}
              isDisabled={isDisabled}
            />
          </div>
          <div className="w-24">
            <Select
              label={t("of")}
              value={String(load.of)}
              choices={upTo(2, Math.max(mostParts, load.of)).map((count) => ({
                value: String(count),
                label: t("ofCount", { count }),
              }))}
              onChange={(count) =>
                onChange({ ...load, of: Number(count), number: Math.min(load.number, Number(count)) })
              }
              isDisabled={isDisabled}
            />
          </div>
        </div>
      ) : null}
    </>
  );
}

function nextPart(set: PartSetView | null): Load {
  if (set === null) return { kind: "part", number: 1, of: 2 };
  return { kind: "part", number: numbersMissing(set)[0] ?? 1, of: set.of };
}

function upTo(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
