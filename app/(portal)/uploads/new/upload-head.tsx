"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { TenantView } from "#lib/domain/views/tenant-view.ts";

interface UploadHeadProps {
  tenant: Pick<TenantView, "name" | "operation">;
  isCorrection: boolean;
  steps: ReactNode;
  /** Where the work is kept. */
  keeping?: ReactNode;
}

/** The head of a new upload. It is the same in all steps, so that nothing moves when one follows another by itself. */
export function UploadHead({ tenant, isCorrection, steps, keeping }: UploadHeadProps) {
  const t = useTranslations("drop");
  return (
    <PageHeader
      title={isCorrection ? t("correction.pageTitle") : t("title")}
      description={
        <>
          <span className="inline-block">{t("target", { name: tenant.name, operation: tenant.operation })}</span>
          <span className="max-sm:block max-sm:min-h-[1lh]">{keeping}</span>
        </>
      }
      breadcrumbs={[{ label: t("uploads"), href: "/uploads" }]}
      isLow
      actions={steps}
    />
  );
}
