"use client";

import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { TextLink } from "../ui/text-link.tsx";
import { LoadText } from "./load-text.tsx";

/** The portfolio that an upload is a load of, and which load it is; nothing for one of no portfolio. */
export function PortfolioLink({ view, className }: { view: UploadView; className?: string }) {
  const { portfolio, load } = view;
  if (portfolio === null || portfolio === undefined) return null;
  return (
    <span className={className}>
      <TextLink href={`/portfolios/${portfolio.id}`} className="[overflow-wrap:anywhere]">
        {portfolio.name}
      </TextLink>
      {load === undefined ? null : <LoadText load={load} before=" · " />}
    </span>
  );
}
