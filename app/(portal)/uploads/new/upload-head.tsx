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
  isLow?: boolean;
}

/** The head of a new upload, the same before and after its wizard has come. */
export function UploadHead({ tenant, isCorrection, steps, keeping, isLow = false }: UploadHeadProps) {
  const t = useTranslations("drop");
  return (
    <PageHeader
      title={isCorrection ? t("correction.pageTitle") : t("title")}
      description={
        <>
          <span className="inline-block">{t("target", { name: tenant.name, operation: tenant.operation })}</span>
          {keeping}
        </>
      }
      breadcrumbs={[{ label: t("uploads"), href: "/uploads" }]}
      isLow={isLow}
      actions={steps}
    />
  );
}
