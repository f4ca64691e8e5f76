import { May } from "#components/access/may.tsx";
import { GoneMenu } from "#components/close-out/gone-menu.tsx";
import { GoneTable } from "#components/close-out/gone-table.tsx";
import { LinkTabs } from "#components/ui/link-tabs.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { pageLinks } from "#components/uploads/page-links.ts";
import { type GoneView, goneLists } from "#lib/domain/views/close-out-view.ts";
import { formattersFor } from "#lib/i18n/formatters.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { listGone } from "#lib/services/close-outs/list-gone.ts";
import { isPageKey } from "#lib/services/page-keys.ts";
import { RevealHost } from "../../../reveal-host.tsx";

interface GonePanelProps {
  view: GoneView;
  query: Readonly<Record<string, string | string[] | undefined>>;
}

/** Who and what is gone and who was closed, one list at a time, page by page. */
export async function GonePanel({ view: { portfolio, totals, currency }, query }: GonePanelProps) {
  const locale = await requestLocale();
  const t = translatorFor(locale, "portfolios.closeOut");
  const path = `/portfolios/${portfolio.id}/gone`;
  const list = goneLists.find((one) => one === query.list) ?? "gone";
  const links = pageLinks(path, query, (key) => isPageKey("identification", key));
  const after = links.after === undefined ? {} : { after: links.after };
  const { items, next } = await load(listGone, { portfolioId: portfolio.id, list, ...after });
  const { debtors, unsure, obligations, balance } = totals[list];
  return (
    <section
      aria-label={t("lists.label")}
      className="overflow-hidden rounded-lg border border-border bg-surface-raised"
    >
      <LinkTabs
        label={t("lists.label")}
        current={list}
        tabs={goneLists.map((key) => ({
          key,
          href: `${path}?list=${key}`,
          count: key === "staying" ? totals[key].obligations : totals[key].debtors,
          name: t(`lists.${key}`),
        }))}
        action={
          debtors === 0 ? null : (
            <May permission="debtors.download">
              <GoneMenu portfolioId={portfolio.id} list={list} />
            </May>
          )
        }
      />
      {debtors === 0 ? (
        <p className="px-4 py-8 text-center text-text-muted">{list === "gone" ? t("none") : t(`empty.${list}`)}</p>
      ) : (
        <>
          <p className="border-b border-border px-4 py-2 text-sm text-text-muted">
            {t("totals", { debtors, obligations })} · {formattersFor(locale).money(balance, currency)}.{" "}
            {t(`explained.${list}`)}
            {unsure === 0 ? null : ` ${translatorFor(locale, "portfolios.snapshot")("unsure", { count: unsure })}`}
          </p>
          <RevealHost key={`${list} ${links.after ?? ""}`} rows={items}>
            <GoneTable list={list} debtors={items} currency={currency} />
          </RevealHost>
          <Pagination
            previousHref={links.newer}
            nextHref={next === null ? undefined : links.older(next)}
            order="list"
            isInBox
          />
        </>
      )}
    </section>
  );
}
