import { PlanCard } from "#components/run/plan-card.tsx";
import { Section } from "#components/ui/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { planUpload } from "#lib/services/uploads/plan-upload.ts";

export async function PlanPanel({ view }: { view: UploadView }) {
  const plan = await load(planUpload, { uploadId: view.id });
  return <PlanCard plan={plan} batchSize={view.batchSize} />;
}

/** Placeholder for the plan while the CRM is asked for the day's budget. */
export async function PlanSkeleton() {
  const t = translatorFor(await requestLocale(), "outcome.confirm");
  return (
    <Section title={t("planTitle")} description={t("budgetAsking")}>
      <div className="flex flex-col gap-5 py-2">
        {["w-3/5", "w-2/5", "w-4/5", "w-1/2", "w-2/3"].map((width) => (
          <Skeleton key={width} className={`h-4 ${width}`} />
        ))}
      </div>
    </Section>
  );
}
