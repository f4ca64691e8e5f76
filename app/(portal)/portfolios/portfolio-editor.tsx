"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { FormRefusal } from "#components/admin/form-refusal.ts";
import { type PortfolioDraft, portfolioInputOf } from "#components/portfolios/portfolio-draft.ts";
import { PortfolioForm, type PortfolioFormProps } from "#components/portfolios/portfolio-form.tsx";
import { LinkButton } from "#components/ui/form/link-button.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";
import type { ActionResult } from "#lib/server/action-result.ts";
import { asSignedIn } from "../session-requests.ts";
import { createPortfolioAction, editPortfolioAction } from "./actions.ts";

export interface PortfolioEditorProps extends Pick<PortfolioFormProps, "fields" | "timeZone"> {
  tenantId: string;
  /** null: a new portfolio. */
  portfolioId: string | null;
  initial: PortfolioDraft;
}

/** Keeps what was typed until it is saved, and then shows the portfolio. */
export function PortfolioEditor({ tenantId, portfolioId, initial, ...form }: PortfolioEditorProps) {
  const t = useTranslations("portfolios.form");
  const common = useTranslations("common");
  const router = useRouter();
  const [draft, setDraft] = useState(initial);
  const [refusal, setRefusal] = useState<FormRefusal | null>(null);
  const [isBusy, setBusy] = useState(false);

  const save = async () => {
    setBusy(true);
    setRefusal(null);
    const input = portfolioInputOf(draft);
    const answer = await asSignedIn(async () =>
      portfolioId === null
        ? createPortfolioAction({ tenantId, ...input })
        : withId(await editPortfolioAction({ portfolioId, ...input }), portfolioId),
    );
    setBusy(false);
    if (!answer.ok) {
      setRefusal(answer);
      return;
    }
    showToast("success", common("saved"));
    router.push(`/portfolios/${answer.value.portfolioId}`);
  };

  return (
    <PortfolioForm
      {...form}
      draft={draft}
      onChange={setDraft}
      refusal={refusal}
      isBusy={isBusy}
      submitLabel={common(portfolioId === null ? "create" : "save")}
      onSubmit={() => void save()}
      actions={
        <LinkButton href={portfolioId === null ? "/portfolios" : `/portfolios/${portfolioId}`}>
          {t("cancel")}
        </LinkButton>
      }
    />
  );
}

/** The answer of an edit in the form of a creation's. */
function withId(answer: ActionResult<void>, portfolioId: string): ActionResult<{ portfolioId: string }> {
  return answer.ok ? { ok: true, value: { portfolioId } } : answer;
}
