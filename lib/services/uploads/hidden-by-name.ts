import { tenantsDatabase } from "#lib/database/client.ts";
import { selectUploadsByName, type UploadFilter } from "#lib/database/uploads/uploads.ts";
import { isFoundByName } from "#lib/domain/masking/mask-file-name.ts";
import type { TenantId } from "../context.ts";
import { maskingOf } from "../masking/masking-of.ts";

/** More uploads than a query may name as parameters are none of the latest. */
const mostHidden = 10_000;

/** Uploads that the text finds by a part of a number that their tenants mask: a search that skips them tells nothing. */
export async function hiddenByName(
  tenantIds: readonly TenantId[],
  text: string | null,
): Promise<Pick<UploadFilter, "hiddenIds">> {
  if (text === null || !/\d/.test(text)) return {};
  const masking = [...(await maskingOf(tenantIds))];
  if (masking.length === 0) return {};
  const found = await selectUploadsByName(tenantsDatabase(tenantIds), masking, text, mostHidden);
  return { hiddenIds: found.flatMap(({ id, fileName }) => (isFoundByName(fileName, text) ? [] : [id])) };
}
