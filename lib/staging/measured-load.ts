import type { BulkClient } from "#lib/database/pool.ts";
import {
  askPlainly,
  findMeasuredUpload,
  insertLoadMeasures,
  type MeasuredUpload,
  selectPastLoads,
} from "#lib/database/portfolios/load-measures.ts";
import type { Digest } from "#lib/domain/correction/text-digest.ts";
import type { CheckedRow, ControlTotals } from "#lib/domain/debtors/debtor.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import type { ComparisonFigures } from "#lib/domain/portfolio/comparison/comparison.ts";
import { judgeDrift } from "#lib/domain/portfolio/drift/drift.ts";
import { LoadMeasurer } from "#lib/domain/portfolio/drift/load-measurer.ts";
import { portfolioThresholdsOf } from "#lib/domain/portfolio/portfolio-thresholds.ts";

/** Measures a whole load of a portfolio while it is staged (decision 49). */
export class MeasuredLoad {
  readonly #measurer: LoadMeasurer;

  private constructor(measurer: LoadMeasurer) {
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
    return upload === null ? null : new MeasuredLoad(new LoadMeasurer(context, rowCount));
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
    const { day, statedPart } = upload;
    const said = statedPart === "" ? {} : { statedPart };
    const measures = { ...this.#measurer.measures(day, totals, figuresOf(upload)), ...said };
    const history = await selectPastLoads(ask, tenantId, upload.portfolioId, uploadId);
    const oddities = judgeDrift(measures, history, portfolioThresholdsOf(upload.thresholds));
    await insertLoadMeasures(ask, tenantId, uploadId, upload.portfolioId, { measures, oddities });
  }
}

/** The comparison writes them in this transaction. */
function figuresOf({ figures }: MeasuredUpload): ComparisonFigures | null {
  return figures as ComparisonFigures | null;
}
