"use client";

import { useTranslations } from "use-intl";
import { hidden } from "#lib/domain/masking/mask-text.ts";
import { isErasedName } from "#lib/domain/people/erased-name.ts";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";

/** An identification; one that is masked is read out as its ending, not as dots, and an erased person has none. */
export function DebtorNumber({ children: identification }: { children: string }) {
  const t = useTranslations("masking");
  if (isErasedName(identification)) return t("erased");
  if (!identification.startsWith(hidden)) return identification;
  const ending = identification.slice(hidden.length);
  return (
    <>
      <span aria-hidden>{identification}</span>
      {/* Of the shortest ones nothing is shown. */}
      <VisuallyHidden>{ending === "" ? t("endsInNothing") : t("endsIn", { ending })}</VisuallyHidden>
    </>
  );
}
