"use client";

import { Eye, EyeOff } from "lucide-react";
import { useTranslations } from "use-intl";
import { hidden } from "#lib/domain/masking/mask-text.ts";
import type { Maskable } from "#lib/domain/views/debtor-ref.ts";
import { IconButton } from "../ui/form/icon-button.tsx";
import { useReveal } from "./reveal.ts";

/** Shows one masked row without its mask, or hides it again; nothing for a row that is not masked. */
export function RevealButton({ row }: { row: Maskable & { readonly identification: string | null } }) {
  const t = useTranslations("masking");
  const { isRevealed, onToggle } = useReveal();
  if (row.revealBy === undefined) return null;
  const isShown = isRevealed(row);
  const ending = row.identification?.replace(hidden, "") ?? "";
  return (
    <IconButton
      label={t(isShown ? "hide" : ending === "" ? "showRow" : "show", { ending })}
      size="sm"
      data-reveal=""
      className="ml-1 align-middle pointer-coarse:size-10 print:hidden"
      onClick={() => onToggle(row)}
    >
      {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
    </IconButton>
  );
}
