"use client";

import { Rows3, Users } from "lucide-react";
import { useTranslations } from "use-intl";
import { Segments } from "../../ui/segments.tsx";
import type { DebtorsView } from "./use-debtors-view.ts";

/** Chooses between rows and debtors. */
export function ViewSwitch({ view }: { view: DebtorsView }) {
  const t = useTranslations("reviewDebtors.view");
  return (
    <Segments
      label={t("label")}
      value={view.isShown ? "debtors" : "rows"}
      takesFocus={view.isSwitched}
      segments={[
        {
          value: "rows",
          label: (
            <>
              <Rows3 aria-hidden />
              {t("rows")}
            </>
          ),
        },
        {
          value: "debtors",
          label: (
            <>
              <Users aria-hidden />
              {t("debtors")}
            </>
          ),
        },
      ]}
      onChange={(value) => (value === "rows" ? view.leave() : view.enter(false))}
    />
  );
}
