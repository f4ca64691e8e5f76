import type { BulkClient } from "#lib/database/pool.ts";
import {
  type Ask,
  askPlainly,
  findMeasuredUpload,
  insertLoadMeasures,
  type MeasuredUpload,
} from "#lib/database/portfolios/load-measures.ts";
import { selectHistory } from "#lib/database/portfolios/past-loads.ts";
import type { Digest } from "#lib/domain/correction/text-digest.ts";
import type { CheckedRow, ControlTotals } from "#lib/domain/debtors/debtor.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { judgeLoadDrift } from "#lib/domain/portfolio/drift/drift.ts";
import { LoadMeasurer } from "#lib/domain/portfolio/drift/load-measurer.ts";
import type { StoredMeasures } from "#lib/domain/portfolio/drift/measures.ts";
import { portfolioThresholdsOf } from "#lib/domain/portfolio/portfolio-thresholds.ts";
import { figuresOf, withSet } from "./measured-set.ts";

/** Measures a whole load of a portfolio, or a part, while it is staged (decisions 49 and 63). */
export class MeasuredLoad {
  readonly #context: DerivationContext;
  readonly #measurer: LoadMeasurer;

  private constructor(context: DerivationContext, measurer: LoadMeasurer) {
    this.#context = context;
    this.#measurer = measurer;
  }

  /** Null for an upload that is not measured. */
  static async of(
    client: BulkClient,
    tenantId: string,
    uploadId: string,
    context: DerivationContext,
    rowCount: number,
  ): Promise<MeasuredLoad | null> {
    const upload = await findMeasuredUpload(askPlainly(client), tenantId, uploadId);
    return upload === null ? null : new MeasuredLoad(context, new LoadMeasurer(context, rowCount));
  }

  /** All rows of one debtor; the digest of its payload, null if it is left out. */
  add(rows: readonly CheckedRow[], digest: Digest | null): void {
    this.#measurer.add(rows, digest);
  }

  /** Judges the load by those before it and keeps both. Call it once the upload is compared with the snapshot. */
  async keep(client: BulkClient, tenantId: string, uploadId: string, totals: ControlTotals): Promise<void> {
    const ask = askPlainly(client);
    const upload = await findMeasuredUpload(ask, tenantId, uploadId);
    if (upload === null) throw new Error("an upload that is being staged left its portfolio");
    const measures = await this.#measures(ask, tenantId, uploadId, upload, totals);
    const history = await selectHistory(ask, tenantId, uploadId, upload);
    const oddities = judgeLoadDrift(measures, history, portfolioThresholdsOf(upload.thresholds));
    await insertLoadMeasures(ask, tenantId, uploadId, upload.portfolioId, { measures, oddities });
  }

  async #measures(
    ask: Ask,
    tenantId: string,
    uploadId: string,
    upload: MeasuredUpload,
    totals: ControlTotals,
  ): Promise<StoredMeasures> {
    const { day, isPart, statedPart, rowsDigest } = upload;
    const counts = this.#measurer.counts(totals);
    const own = { ...this.#measurer.measures(day, counts, figuresOf(upload)), rowsDigest };
    if (isPart) return withSet(ask, { tenantId, uploadId }, upload, { ...own, counts }, this.#context.fields);
    return statedPart === "" ? own : { ...own, statedPart };
  }
}
