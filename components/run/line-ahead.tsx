"use client";

import { useTranslations } from "use-intl";
import type { PlaceInLine } from "#lib/domain/outcome/place-in-line.ts";
import { TextLink } from "../ui/text-link.tsx";
import { UploadStateBadge } from "../uploads/upload-state-badge.tsx";

/** The upload right before this one, and the one that holds up the line, each with a link. */
export function LineAhead({ line: { before, held } }: { line: PlaceInLine }) {
  const t = useTranslations("outcome.line");
  return (
    <ul className="mt-1 flex flex-col gap-1">
      <li className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="text-text-muted">{t("before")}</span>
        <TextLink href={`/uploads/${before.id}`} className="touch-target [overflow-wrap:anywhere]">
          {before.fileName}
        </TextLink>
        <UploadStateBadge state={before.state} />
      </li>
      {held === null || held.id === before.id ? null : (
        <li className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="text-text-muted">{t("held")}</span>
          <TextLink href={`/uploads/${held.id}`} className="touch-target [overflow-wrap:anywhere]">
            {held.fileName}
          </TextLink>
          <UploadStateBadge state={held.state} />
        </li>
      )}
    </ul>
  );
}
