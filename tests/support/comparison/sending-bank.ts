import type { Sending } from "#lib/domain/views/comparison-view.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { chooseSending } from "#lib/services/comparison/choose-sending.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import { stateOutcome } from "#lib/services/outcomes/state-outcome.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { planUpload } from "#lib/services/uploads/plan-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makeTeam, stage, type TenantSetup } from "../factories.ts";
import type { Texts } from "../portfolio/day-texts.ts";
import { forgoReadBacks, waitForUpload } from "../runs/tenant-run.ts";
import { dayShape } from "./day-shape.ts";
import { makePortfolioOf } from "./portfolio-load.ts";

export interface SendingSetup extends TenantSetup {
  readonly sends: Sending;
  readonly countsVolatile: boolean;
}

/** A tenant that loads days of two portfolios, always everything or always only what changed. */
export class SendingBank {
  readonly operation: string;
  readonly portfolioIds: readonly string[];
  readonly #team: Awaited<ReturnType<typeof makeTeam>>;
  readonly #setup: SendingSetup;
  /** Calls made, and those that a full send would have made by what the pages showed. */
  calls = { made: 0, everything: 0 };

  private constructor(
    team: Awaited<ReturnType<typeof makeTeam>>,
    portfolioIds: readonly string[],
    setup: SendingSetup,
  ) {
    this.#team = team;
    this.operation = team.operation;
    this.portfolioIds = portfolioIds;
    this.#setup = setup;
  }

  static async open(setup: SendingSetup): Promise<SendingBank> {
    const { sends: _, countsVolatile: __, ...tenant } = setup;
    const team = await makeTeam(tenant);
    const portfolioIds = [await makePortfolioOf(team.tenantId), await makePortfolioOf(team.tenantId)];
    return new SendingBank(team, portfolioIds, setup);
  }

  /** Stages a file of a portfolio (null: of none) and chooses what of it is sent. */
  async stage(rows: Texts, portfolioId: string | null): Promise<string> {
    const { supervisor, tenantId } = this.#team;
    const of = portfolioId === null ? {} : { of: { portfolioId, load: { kind: "whole" } as const } };
    const uploadId = await stage(supervisor, tenantId, rows, { shape: dayShape, ...of });
    if (portfolioId === null) return uploadId;
    const { choice } = await showComparison(supervisor, { uploadId });
    const { sends, countsVolatile } = this.#setup;
    if (choice.refusal === null) await chooseSending(supervisor, { uploadId, sends, countsVolatile });
    return uploadId;
  }

  /** Stages, confirms and waits for the end; its calls must be those that the page showed. */
  async send(rows: Texts, portfolioId: string | null): Promise<UploadView> {
    const uploadId = await this.stage(rows, portfolioId);
    const { supervisor } = this.#team;
    const { calls } = await planUpload(supervisor, { uploadId });
    this.calls.everything +=
      portfolioId === null ? calls : (await showComparison(supervisor, { uploadId })).choice.calls.everything;
    await forgoReadBacks(uploadId);
    await confirmUpload(supervisor, { uploadId });
    const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
    // A batch that may not have arrived is sent again.
    if (upload.groups.unconfirmed.debtors === 0 && upload.callsMade !== calls)
      throw new Error(`${calls} calls were planned, ${upload.callsMade} made`);
    this.calls.made += calls;
    return upload;
  }

  /** Settles the unconfirmed debtors of an upload by a person's word; returns how many there were. */
  async state(uploadId: string, outcome: "accepted" | "rejected"): Promise<number> {
    const open = await ownerDatabase().record.count({ where: { uploadId, state: "unconfirmed" } });
    await stateOutcome(this.#team.supervisor, { uploadId, ordinals: "all", outcome, note: "seen in the CRM" });
    return open;
  }
}
