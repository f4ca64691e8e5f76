import type { Metadata } from "next";
import { cache, Suspense } from "react";
import { withMessages } from "#app/with-messages.tsx";
import { EndAnnouncement } from "#components/run/end-announcement.tsx";
import { stageOf } from "#lib/domain/outcome/upload-stage.ts";
import type { UploadProgress } from "#lib/domain/views/upload-progress.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { load } from "#lib/server/load.ts";
import { planCloseOut } from "#lib/services/close-outs/plan-close-out.ts";
import { seekComparison } from "#lib/services/comparison/seek-comparison.ts";
import { seekMadeWhole } from "#lib/services/comparison/seek-made-whole.ts";
import { seekMoved } from "#lib/services/comparison/seek-moved.ts";
import { seekHeld } from "#lib/services/holds/seek-held.ts";
import { seekPartClash } from "#lib/services/portfolios/seek-part-clash.ts";
import { showDrift } from "#lib/services/portfolios/show-drift.ts";
import { seekDoubled } from "#lib/services/uploads/seek-doubled.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { RestoreNotices } from "../../restored/restore-notices.tsx";
import { ConfirmStage } from "./before-run/confirm-stage.tsx";
import { LeftOutPanel } from "./before-run/left-out-panel.tsx";
import { PlanPanel, PlanSkeleton } from "./before-run/plan-panel.tsx";
import { StagingStage } from "./before-run/staging-stage.tsx";
import type { Query } from "./result/detail-tabs.ts";
import { ResultStage } from "./result/result-stage.tsx";
import { RunStage } from "./run/run-stage.tsx";

interface UploadPageProps {
  params: Promise<{ uploadId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** For the page and its title. */
const uploadOf = cache(async (uploadId: string): Promise<UploadProgress> => {
  // Taken before the read, so that an event from during the read counts as newer, never as older.
  const at = new Date().toISOString();
  return { at, view: await load(showUpload, { uploadId }) };
});

export async function generateMetadata({ params }: UploadPageProps): Promise<Metadata> {
  return { title: (await uploadOf((await params).uploadId)).view.fileName };
}

export default withMessages(
  UploadPage,
  "fields",
  "findings.aside.reason",
  "masking",
  "outcome",
  "portfolios.closeOut",
  "portfolios.comparison",
  "portfolios.declared",
  "portfolios.doubtsElsewhere",
  "portfolios.drift",
  "portfolios.load",
  "portfolios.parts",
  "portfolios.reason",
  "portfolios.settings",
);

/** One upload. Its state alone decides what the page shows, so a reload shows the same. */
async function UploadPage({ params, searchParams }: UploadPageProps) {
  const { uploadId } = await params;
  const rendered = await uploadOf(uploadId);
  const { view } = rendered;

  return (
    <>
      <EndAnnouncement key={uploadId} view={view} />
      {await stage(rendered, await searchParams)}
    </>
  );
}

/** Not the retry of one, which closes only a part of its debtors. */
function isFirstCloseOut(view: UploadView): view is UploadView & { closesOutId: string } {
  return typeof view.closesOutId === "string" && (view.retryOfId ?? null) === null;
}

async function stage(rendered: UploadProgress, query: Query) {
  const { view } = rendered;
  switch (stageOf(view.state)) {
    case "staging":
      return <StagingStage rendered={rendered} />;
    case "confirm": {
      const { id: uploadId } = view;
      const [comparison, madeWhole, hasMoved, held, doubled, closeOut, drift, clash] = await Promise.all([
        load(seekComparison, { uploadId }),
        load(seekMadeWhole, { uploadId }),
        load(seekMoved, { uploadId }),
        load(seekHeld, { uploadId }),
        load(seekDoubled, { uploadId }),
        isFirstCloseOut(view) ? load(planCloseOut, { uploadId: view.closesOutId }) : null,
        load(showDrift, { uploadId }),
        load(seekPartClash, { uploadId }),
      ]);
      return (
        <ConfirmStage
          {...{ rendered, comparison, madeWhole, hasMoved, held, doubled, closeOut, drift, clash }}
          notices={<RestoreNotices />}
          leftOut={<LeftOutPanel view={view} />}
          plan={
            <Suspense fallback={<PlanSkeleton />}>
              <PlanPanel view={view} />
            </Suspense>
          }
        />
      );
    }
    case "run":
      return <RunStage rendered={rendered} held={await load(seekHeld, { uploadId: view.id })} />;
    case "result":
      return <ResultStage rendered={rendered} query={query} />;
  }
}
