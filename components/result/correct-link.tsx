"use client";

import { PencilLine } from "lucide-react";
import { useTranslations } from "use-intl";
import { LinkButton } from "../ui/form/link-button.tsx";

export interface CorrectLinkProps {
  href: string;
  /** Of debtors or rows. */
  count: number;
  /** Names the reason for screen readers: every row of a table has such a link. */
  label: string;
}

/** Opens the workbench with the failures of one reason; above a row's own link. */
export function CorrectLink({ href, count, label }: CorrectLinkProps) {
  const t = useTranslations("outcome.rejections");
  return (
    <LinkButton href={href} size="sm" className="z-10" aria-label={label}>
      <PencilLine aria-hidden />
      {t("correct", { count })}
    </LinkButton>
  );
}
