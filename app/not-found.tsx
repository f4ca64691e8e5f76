"use client";

import { FileQuestion } from "lucide-react";
import { useTranslations } from "use-intl";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/form/link-button.tsx";

export default function NotFound() {
  const t = useTranslations("common.notFound");
  return (
    <div className="mx-auto max-w-xl px-4 py-16">
      <EmptyState
        icon={<FileQuestion />}
        title={t("title")}
        actions={
          <LinkButton href="/uploads" variant="primary">
            {t("action")}
          </LinkButton>
        }
      >
        {t("text")}
      </EmptyState>
    </div>
  );
}
