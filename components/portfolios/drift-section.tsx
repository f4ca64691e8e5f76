"use client";

import { useTranslations } from "use-intl";
import { May } from "#components/access/may.tsx";
import type { DriftView, OddityView } from "#lib/domain/views/drift-view.ts";
import { Badge } from "../ui/badge.tsx";
import { Callout } from "../ui/callout.tsx";
import { DateTime } from "../ui/date-time.tsx";
import { Section } from "../ui/section.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import { type OddityWords, useOddityWords } from "./oddity-words.ts";
import { ReasonForm } from "./reason-form.tsx";
import { Sparkline } from "./sparkline.tsx";

export interface DriftSectionProps {
  view: DriftView;
  currency: string;
  isBusy: boolean;
  onExplain: (reason: string) => void;
}

/** What is odd about a load against the portfolio's earlier ones, and why a person says that it is right all the same. */
export function DriftSection({ view, currency, isBusy, onExplain }: DriftSectionProps) {
  const t = useTranslations("portfolios.drift");
  const words = useOddityWords(currency);
  const { oddities, isStopped, explanation } = view;
  if (oddities.length === 0) return null;
  const saysPart = oddities.every(({ code, certainty }) => certainty === "odd" || code === "part_stated");
  return (
    <Section title={t("title")} description={isStopped || explanation !== null ? undefined : t("oddText")}>
      {isStopped ? (
        <Callout tone="error" title={t(saysPart ? "stopTitlePart" : "stopTitle")} className="mb-2">
          {t(saysPart ? "stopTextPart" : "stopText")}
        </Callout>
      ) : null}
      <ul className="divide-y divide-border">
        {oddities.map((oddity) => (
          <Oddity
            key={`${oddity.code} ${oddity.measure} ${oddity.fieldId}`}
            oddity={oddity}
            words={words}
            setOf={view.setOf}
          />
        ))}
      </ul>
      {explanation === null ? null : (
        <figure className="mt-3 max-w-prose">
          <figcaption className="text-sm text-text-muted">
            {t.rich("explained", { by: explanation.by, at: () => <DateTime value={explanation.at} /> })}
          </figcaption>
          <blockquote className="mt-1 border-l-2 border-border-strong pl-3 [overflow-wrap:anywhere]">
            {explanation.reason}
          </blockquote>
        </figure>
      )}
      {isStopped ? (
        <May permission="uploads.load">
          <div className="mt-4">
            <ReasonForm
              label={t("reason")}
              hint={t("reasonHint")}
              submitLabel={t("save")}
              isBusy={isBusy}
              onSave={onExplain}
            />
          </div>
        </May>
      ) : null}
    </Section>
  );
}

interface OddityProps extends Pick<DriftView, "setOf"> {
  oddity: OddityView;
  words: OddityWords;
}

function Oddity({ oddity, words, setOf }: OddityProps) {
  const t = useTranslations("portfolios.drift");
  const isStop = oddity.certainty === "stop";
  const beside = [words.about(oddity, setOf), words.usual(oddity)].filter((text) => text !== null);
  const isDrawn = oddity.measure !== null && oddity.series.length > 1;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
      <div className="min-w-0 flex-1 basis-64">
        <p className="[overflow-wrap:anywhere]">
          <Badge tone={isStop ? "error" : "warning"}>{t(isStop ? "stop" : "odd")}</Badge> {words.sentence(oddity)}
        </p>
        {beside.length === 0 ? null : <p className="mt-0.5 text-sm text-text-muted">{beside.join(" · ")}</p>}
      </div>
      {isDrawn ? (
        <>
          <Sparkline values={oddity.series} band={oddity.band} tone={isStop ? "error" : "warning"} />
          <VisuallyHidden>{words.series(oddity)}</VisuallyHidden>
        </>
      ) : null}
    </li>
  );
}
