"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

/** By which an operator finds an upload's lines in the logs: the id of the request that confirmed it. */
export function RequestLine({ request }: { request: string | null }) {
  const t = useTranslations("outcome.calls");
  if (request === null) return null;
  const id = (words: ReactNode) => <code className="font-mono text-xs select-all">{words}</code>;
  return (
    <p className="px-4 py-2 text-sm text-text-muted [overflow-wrap:anywhere]">{t.rich("request", { request, id })}</p>
  );
}
