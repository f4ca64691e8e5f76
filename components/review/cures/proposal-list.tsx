"use client";

import { ArrowRight } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { ProposalList as Proposals, Proposed, Reason } from "#lib/spreadsheet/protocol/cures.ts";
import { Checkbox } from "../../ui/form/checkbox.tsx";
import { NumberText } from "../../ui/number-text.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import type { ReviewSource } from "../review-source.ts";

export interface ProposalListProps {
  source: Pick<ReviewSource, "proposals">;
  reason: Reason;
  /** Those that are not taken. */
  except: readonly Proposed[];
  onExcept: (except: readonly Proposed[]) => void;
  onFault: (error: unknown) => void;
}

const isSame = (one: Proposed, other: Proposed) => one.from === other.from && one.to === other.to;

/** Every proposal as old and new text with the number of its cells; any can be left out. */
export function ProposalList({ source, reason, except, onExcept, onFault }: ProposalListProps) {
  const t = useTranslations("cures.proposals");
  const [list, setList] = useState<Proposals | null>(null);
  useEffect(() => {
    let isStale = false;
    source.proposals(reason).then((found) => {
      if (!isStale) setList(found);
    }, onFault);
    return () => {
      isStale = true;
    };
  }, [source, reason, onFault]);
  if (list === null) return <Spinner label={t("listing")} />;
  return (
    <>
      <ul
        aria-label={t("label")}
        className="max-h-56 divide-y divide-border overflow-y-auto rounded-md border border-border"
      >
        {list.listed.map(({ count, ...proposed }) => {
          const others = except.filter((one) => !isSame(one, proposed));
          return (
            <li
              key={`${proposed.from}\u0000${proposed.to}`}
              className="flex items-start justify-between gap-3 px-3 py-1.5 text-sm"
            >
              <Checkbox
                checked={others.length === except.length}
                onCheckedChange={(isTaken) => onExcept(isTaken ? others : [...others, proposed])}
                label={
                  <span className="flex flex-wrap items-center gap-x-2 font-normal [overflow-wrap:anywhere]">
                    <span className="text-text-muted">{proposed.from === "" ? t("empty") : proposed.from}</span>
                    <ArrowRight aria-label={t("becomes")} className="size-3.5 shrink-0 text-text-muted" />
                    <span className="font-medium">{proposed.to}</span>
                  </span>
                }
              />
              <NumberText value={count} />
            </li>
          );
        })}
      </ul>
      {list.others === 0 ? null : (
        <p className="mt-1 text-sm text-text-muted">{t("others", { count: list.others, cells: list.otherCells })}</p>
      )}
    </>
  );
}
