import { z } from "zod";
import { tenantDatabase } from "#lib/database/client.ts";
import { matchPortfolios, type PortfolioMatch } from "#lib/database/portfolios/recognised.ts";
import { fingerprint } from "#lib/domain/mapping/headers/fingerprint.ts";
import { isTelling, maskedName, maskedTitle } from "#lib/domain/portfolio/recognition/masked-name.ts";
import { knownShareOf, recognise } from "#lib/domain/portfolio/recognition/recognise.ts";
import { storable } from "#lib/domain/table/storable-text.ts";
import type { PartSetView } from "#lib/domain/views/part-set-view.ts";
import type { RecognisedFile, RecognisedPortfolio } from "#lib/domain/views/recognised-file.ts";
import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { headersSchema } from "../tenants/recall-mapping.ts";
import { readOpenSets } from "./open-sets.ts";

/** A sample of this size has the share of known debtors to a few in a hundred. */
export const maxSampled = 200;

/** The title line above a header, as the page found it or masked; what is no title is cut. */
export const fileTitleSchema = z
  .string()
  .max(4_000)
  .transform((title) => maskedTitle(storable(title)));

const inputSchema = z.object({
  tenantId: z.string(),
  headers: headersSchema,
  fileName: z.string().max(1_000).transform(storable),
  title: fileTitleSchema.default(""),
  /** Identifications of some debtors, as they would be sent. */
  sampled: z.array(z.string().min(1).max(200).transform(storable)).max(maxSampled).default([]),
});
export type RecogniseFileInput = z.input<typeof inputSchema>;

/** Which portfolio a file seems to be of, with the evidence for each; those at rest are not considered. */
export async function recogniseFile(ctx: Ctx, input: RecogniseFileInput): Promise<RecognisedFile> {
  const tenantId = await authorise(ctx, "uploads.load", input.tenantId);
  const { headers, fileName, title, sampled } = parseInput(inputSchema, input);
  const debtors = [...new Set(sampled)];
  const matches = await matchPortfolios(tenantDatabase(tenantId), tenantId, {
    fingerprint: fingerprint(headers),
    fileName: telling(maskedName(fileName)),
    title: telling(title),
    sampled: debtors,
  });
  const ids = matches.map(({ id }) => id);
  const sets = await readOpenSets(tenantDatabase(tenantId), tenantId, ids);
  const portfolios = matches.map((match) => recognised(match, debtors.length, sets.get(match.id) ?? null));
  return { recognition: recognise(portfolios), portfolios };
}

function telling(masked: string): string {
  return isTelling(masked) ? masked : "";
}

function recognised(
  { known, hasSnapshot, ...match }: PortfolioMatch,
  sampled: number,
  openSet: PartSetView | null,
): RecognisedPortfolio {
  const { id, name, defaults, ...signs } = match;
  return { id, name, defaults, openSet, evidence: { ...signs, knownShare: knownShareOf(known, sampled, hasSnapshot) } };
}
