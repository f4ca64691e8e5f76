import type { Ctx } from "#lib/services/context.ts";
import { receivePart } from "#lib/services/receive-part.ts";
import { cutLists, type Listed, packPart } from "#lib/spreadsheet/list-parts.ts";
import { bodyOf } from "./factories.ts";

/** Brings what travels beside the rows, as the page does before it sends any of those. */
export async function bringLists(ctx: Ctx, uploadId: string, plan: Listed): Promise<void> {
  for (const part of cutLists(plan)) {
    const packed = await packPart(plan, part);
    await receivePart(ctx, { ...packed, uploadId, body: bodyOf(new Uint8Array(packed.body)) });
  }
}
