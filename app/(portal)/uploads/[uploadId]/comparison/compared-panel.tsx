import { ComparedTable } from "#components/comparison/compared-table.tsx";
import { GroupLabel } from "#components/comparison/group-label.tsx";
import { LinkTabs } from "#components/ui/link-tabs.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { pageLinks } from "#components/uploads/page-links.ts";
import { type ComparisonView, type ListedGroup, listedGroups } from "#lib/domain/views/comparison-view.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { listComparedDebtors } from "#lib/services/comparison/list-compared-debtors.ts";
import { isPageKey } from "#lib/services/page-keys.ts";
import { RevealHost } from "../../../reveal-host.tsx";

/** Each is followed by its obligations that differ. */
const pageDebtors = 25;

/** What is looked at most comes first. */
const order: readonly ListedGroup[] = ["changed", "new", "gone", "returned"];

interface ComparedPanelProps {
  view: ComparisonView;
  query: Readonly<Record<string, string | string[] | undefined>>;
  hasBalance: boolean;
}

/** The debtors of one group, page by page. */
export async function ComparedPanel({ view, query, hasBalance }: ComparedPanelProps) {
  const t = translatorFor(await requestLocale(), "portfolios.comparison.list");
  const { uploadId, figures, tellsGone } = view;
  const path = `/uploads/${uploadId}/comparison`;
  const countOf = (group: ListedGroup) => figures.debtors[group].debtors;
  const group =
    listedGroups.find((listed) => listed === query.tab) ?? order.find((listed) => countOf(listed) > 0) ?? "changed";
  const links = pageLinks(path, query, (key) => isPageKey("identification", key));
  const after = links.after === undefined ? {} : { after: links.after };
  const { items, next } = await load(listComparedDebtors, { uploadId, group, limit: pageDebtors, ...after });
  return (
    <section aria-label={t("label")} className="overflow-hidden rounded-lg border border-border bg-surface-raised">
      <LinkTabs
        label={t("label")}
        current={group}
        tabs={order
          .filter((key) => key !== "gone" || tellsGone || key === group)
          .map((key) => ({
            key,
            href: `${path}?tab=${key}`,
            count: countOf(key),
            name: <GroupLabel group={key} />,
          }))}
        action={null}
      />
      <RevealHost key={`${group} ${links.after ?? ""}`} rows={items}>
        <ComparedTable
          debtors={items}
          fieldOrder={figures.fields.map(({ fieldId }) => fieldId)}
          hasBalance={hasBalance}
          tellsGone={tellsGone}
        />
      </RevealHost>
      <Pagination
        previousHref={links.newer}
        nextHref={next === null ? undefined : links.older(next)}
        order="list"
        isInBox
      >
        {t("shown", { count: items.length })}
      </Pagination>
    </section>
  );
}
