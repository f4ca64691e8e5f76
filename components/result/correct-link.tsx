"use client";

import { PencilLine } from "lucide-react";
import { useTranslations } from "use-intl";
import { LinkButton } from "../ui/form/link-button.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";

export interface CorrectLinkProps {
  href: string;
  /** Of debtors or rows. */
  count: number;
  /** For screen readers: every row of a table has such a link. */
  reason: string;
}

/** Opens the workbench with the failures of one reason; above a row's own link. */
export function CorrectLink({ href, count, reason }: CorrectLinkProps) {
  const t = useTranslations("outcome.rejections");
  return (
    <LinkButton href={href} size="sm" className="z-10">
      <PencilLine aria-hidden />
      <span>
        {t("correct", { count })}
        <VisuallyHidden>: {reason}</VisuallyHidden>
      </span>
    </LinkButton>
  );
}
