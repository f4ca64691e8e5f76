"use client";

import { useTranslations } from "use-intl";
import type { MadeWhole } from "#lib/domain/views/comparison-view.ts";
import { Callout } from "../ui/callout.tsx";
import { TextLink } from "../ui/text-link.tsx";

/** Who is gone because a retry or correction sends the rest of a cancelled load, or will be. */
export function MadeWholeNotice({ of }: { of: MadeWhole | null }) {
  const t = useTranslations("portfolios.comparison.madeWhole");
  if (of === null) return null;
  const { load, portfolioId, debtors, isMade } = of;
  return (
    <Callout>
      {t.rich(isMade ? "done" : "coming", {
        count: debtors,
        name: load.fileName,
        link: (words) => <TextLink href={`/uploads/${load.uploadId}`}>{words}</TextLink>,
        gone: (words) => <TextLink href={`/portfolios/${portfolioId}/gone`}>{words}</TextLink>,
      })}
    </Callout>
  );
}
