import { RejectionTable } from "#components/result/rejection-table.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { currencyOfSums } from "#lib/domain/outcome/currency-of-sums.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { load } from "#lib/server/load.ts";
import { groupRejections } from "#lib/services/outcomes/group-rejections.ts";
import { correctReasonHref } from "../failures/correct-href.ts";
import { type Query, rejectionHref } from "./detail-tabs.ts";

const shownAtFirst = 8;
const shownAtMost = 200;

interface ReasonsPanelProps {
  view: UploadView;
  /** The reason whose debtors are listed below; null: all of them. */
  chosen: string | null;
  query: Query;
  canCorrect: boolean;
}

/** Why debtors of an upload were rejected; each reason links to its debtors. */
export async function ReasonsPanel({ view, chosen, query, canCorrect }: ReasonsPanelProps) {
  const limit = query.reasons === "all" ? shownAtMost : shownAtFirst;
  const { groups, groupCount } = await load(groupRejections, {
    uploadId: view.id,
    ...(chosen === null ? { limit } : { key: chosen }),
  });
  const all = rejectionHref(view.id, null);
  return (
    <RejectionTable
      groups={groups.map((group) => ({
        ...group,
        href: rejectionHref(view.id, group.key),
        correctHref: canCorrect && group.open > 0 ? correctReasonHref(view.id, group.key) : null,
      }))}
      hidden={chosen === null ? groupCount - groups.length : 0}
      currency={currencyOfSums(view)}
      allHref={chosen === null ? null : all}
      moreHref={limit < shownAtMost ? `${all}&reasons=all` : null}
    />
  );
}

/** As high as a few reasons, so that the content below hardly moves when they arrive. */
export function ReasonsSkeleton() {
  return (
    <div className="flex flex-col gap-4 border-b border-border px-4 py-4">
      {["w-3/5", "w-2/5", "w-4/5"].map((width) => (
        <Skeleton key={width} className={`h-4 ${width}`} />
      ))}
    </div>
  );
}
