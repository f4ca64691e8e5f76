import { z } from "zod";
import { tenantsDatabase } from "#lib/database/client.ts";
import { selectPortfolioNames } from "#lib/database/portfolios/portfolios.ts";
import { selectFoundDebtors } from "#lib/database/records/found-debtors.ts";
import { selectCountries } from "#lib/database/tenants/countries.ts";
import { selectFoundUploads } from "#lib/database/uploads/found-uploads.ts";
import { isFoundByName, maskFileNames } from "#lib/domain/masking/mask-file-name.ts";
import { maskFound } from "#lib/domain/masking/mask-views.ts";
import { identificationCleaner } from "#lib/domain/person/identification.ts";
import { bestMatches, searchWords } from "#lib/domain/search/match-rank.ts";
import type { FoundDebtor, FoundPortfolio, FoundUpload, FoundView } from "#lib/domain/views/found-view.ts";
import { authoriseWorking } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";
import { maskingOf } from "../masking/masking-of.ts";
import { parseInput } from "../parse-input.ts";
import { sealClient } from "../people/client-address.ts";
import { recordSearched } from "../record-seen.ts";
import { historyFilter } from "../uploads/history-input.ts";

const inputSchema = z.object({ text: z.string().trim().max(100) });
export type SearchPortalInput = z.input<typeof inputSchema>;

/** Of each kind. */
const mostShown = 6;
/** Of so many uploads with such a name, the latest, the best are shown. */
const mostCompared = 60;
const mostPortfolios = 2_000;
/** Fewer digits begin too many identifications, or ids, to say anything. */
const shortestPrefix = 3;
const shortestIdPart = 6;

/**
 * What the actor may open by name in any of their tenants that is not retired: portfolios, uploads (the latest, for no
 * text), and debtors by their identification or its first digits; where debtors are masked, by the whole of it.
 */
export async function searchPortal(ctx: Ctx, input: SearchPortalInput): Promise<FoundView> {
  const tenantIds = await authoriseWorking(ctx, "uploads.read");
  const { text } = parseInput(inputSchema, input);
  const words = searchWords(text);
  const masking = await maskingOf(tenantIds);
  const idPart = /^[0-9a-f-]+$/i.test(text) && text.length >= shortestIdPart ? text.toLowerCase() : null;
  const [portfolios, uploads, debtors] = await Promise.all([
    words.length === 0 ? [] : findPortfolios(tenantIds, text),
    selectFoundUploads(tenantsDatabase(tenantIds), tenantIds, {
      words,
      idPart,
      stagingSince: historyFilter({}).stagingSince,
      limit: words.length === 0 ? mostShown : mostCompared,
    }),
    findDebtors(tenantIds, masking, text),
  ]);
  // Only whom it shows: what is typed is the beginning of anything.
  for (const tenantId of tenantIds) {
    const shown = debtors.filter((debtor) => debtor.tenantId === tenantId);
    await recordSearched(
      ctx,
      tenantId,
      "palette",
      shown.map(({ identification }) => identification),
    );
  }
  const isFindable = ({ id, tenantId, fileName }: FoundUpload) =>
    !masking.has(tenantId) ||
    words.every((word) => isFoundByName(fileName, word)) ||
    (idPart !== null && id.includes(idPart));
  const ranked = bestMatches(
    text,
    uploads.filter(isFindable).map((upload) => ({ label: upload.fileName, also: upload.id, upload })),
  );
  return {
    portfolios,
    uploads: ranked
      .slice(0, mostShown)
      .map(({ upload }) => (masking.has(upload.tenantId) ? maskFileNames(upload) : upload)),
    debtors: debtors.map((debtor) => {
      const isMasked = masking.has(debtor.tenantId);
      // A masked number must not be learned from its page: what was typed leads there.
      const q = sealClient(debtor.tenantId, isMasked ? text : debtor.identification);
      return isMasked ? maskFound({ ...debtor, q }) : { ...debtor, q };
    }),
  };
}

async function findPortfolios(tenantIds: readonly TenantId[], text: string): Promise<FoundPortfolio[]> {
  const portfolios = await selectPortfolioNames(tenantsDatabase(tenantIds), tenantIds, mostPortfolios);
  const findable = portfolios.map((portfolio) => ({
    label: portfolio.name,
    also: portfolio.creditor ?? "",
    portfolio,
  }));
  return bestMatches(text, findable)
    .slice(0, mostShown)
    .map(({ portfolio }) => portfolio);
}

/**
 * In the form that uploads store: "1.234.567" and "CC 1234567" are 1234567, whose first digits are enough. What has no
 * digit is no identification.
 */
async function findDebtors(
  tenantIds: readonly TenantId[],
  masking: ReadonlySet<string>,
  text: string,
): Promise<Omit<FoundDebtor, "q">[]> {
  if (!/\d/.test(text)) return [];
  const countries = await selectCountries(tenantsDatabase(tenantIds), tenantIds);
  const alike = Map.groupBy(tenantIds, (id) => `${countries.get(id)} ${masking.has(id)}`);
  const found = [...alike.values()].map(async (among) => {
    const [first = ""] = among;
    const cleaned = identificationCleaner(countries.get(first) ?? "")(text, "text", () => undefined);
    const digits = isDigits(cleaned) ? cleaned : text.replace(/[\s.,'’-]/g, "");
    const isPrefix = isDigits(digits) && digits.length >= shortestPrefix;
    return selectFoundDebtors(tenantsDatabase(among), among, {
      text: isPrefix ? digits : cleaned === "" ? text : cleaned,
      // By its first digits, a masked number would be found out one digit after the other.
      isPrefix: isPrefix && !masking.has(first),
      limit: mostShown,
    });
  });
  return (await Promise.all(found)).flat().slice(0, mostShown);
}

function isDigits(text: string): boolean {
  return /^\d+$/.test(text);
}
