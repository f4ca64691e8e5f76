"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Callout } from "../ui/callout.tsx";

export interface UnconfirmedNoticeProps {
  count: number;
  /** Some of them are being looked up in the CRM, or wait for it. */
  isReadingBack: boolean;
  /** The ways out. */
  action: ReactNode;
}

/** What to do about clients of whom nobody knows whether they got in. */
export function UnconfirmedNotice({ count, isReadingBack, action }: UnconfirmedNoticeProps) {
  const t = useTranslations("outcome");
  if (count === 0) return null;
  return (
    <Callout
      tone={isReadingBack ? "info" : "warning"}
      role="status"
      title={isReadingBack ? t("recover.readingTitle", { count }) : t("result.unconfirmedTitle", { count })}
      action={action}
    >
      {isReadingBack ? t("recover.readingText") : t("result.unconfirmedText")}
    </Callout>
  );
}
