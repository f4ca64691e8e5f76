import { z } from "zod";
import { storable } from "#lib/domain/table/storable-text.ts";
import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { openClient, sealClient } from "./client-address.ts";

const inputSchema = z.object({ tenantId: z.string(), text: z.string().max(100) });
export type AddressSearchInput = z.input<typeof inputSchema>;

/** What stands in the address of a search of the tenant's people in place of what was typed. */
export async function addressSearch(ctx: Ctx, input: AddressSearchInput): Promise<{ q: string }> {
  const tenantId = await authorise(ctx, "uploads.read", input.tenantId);
  const { text } = parseInput(inputSchema, input);
  return { q: sealClient(tenantId, storable(text).trim()) };
}

/** What was typed, of an address's `q`; empty for none, another tenant's, and anything that nobody sealed. */
export function searchedText(tenantId: string, q: string | readonly string[] | undefined): string {
  return (typeof q === "string" ? openClient(tenantId, q) : null) ?? "";
}
