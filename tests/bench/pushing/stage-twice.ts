import { setTimeout } from "node:timers/promises";
import { declareCustomField } from "#lib/services/tenants/declare-custom-field.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makeTeam, testPassword } from "#tests/support/factories.ts";
import { PortalClient } from "#tests/support/requests/portal-client.ts";
import { portfolioContext } from "../reading/portfolio-context.ts";
import { type PackedPortfolio, packPortfolio } from "./packed-portfolio.ts";

/** As many requests at once as the page sends. */
const inFlight = 3;

/**
 * Stages a portfolio twice over HTTP: once to warm up, as a running portal is warm, and once measured.
 * Milliseconds of the second time: `receivingMs` from the request that begins the upload to the last chunk's
 * receipt, `finishingMs` from there until everything is committed.
 */
export async function stageTwice(portalUrl: string, rowCount: number): Promise<Record<string, number>> {
  const { admin, supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com" });
  for (const { isCustom, level, apiKey: label } of portfolioContext.fields) {
    if (isCustom) await declareCustomField(admin, { tenantId, level, label, kind: "text" });
  }
  await closeAll();
  const portal = await PortalClient.signIn(portalUrl, supervisor.actor.email, testPassword);
  const portfolio = await packPortfolio(rowCount);
  await stageOnce(portal, tenantId, portfolio);
  const seen = await stageOnce(portal, tenantId, portfolio);
  return { rows: rowCount, debtors: portfolio.totals.staged.debtors, ...seen };
}

async function stageOnce(portal: PortalClient, tenantId: string, { head, chunks }: PackedPortfolio) {
  const started = performance.now();
  const json = { "content-type": "application/json" };
  const { uploadId } = await answerOf(portal.post(`/api/uploads?tenantId=${tenantId}`, json, JSON.stringify(head)));
  const waiting = chunks.values();
  const lane = async () => {
    for (const { body, sha256, sequence, firstRow, rowCount } of waiting) {
      const address = `/api/uploads/${uploadId}/chunks?sequence=${sequence}&firstRow=${firstRow}&rowCount=${rowCount}`;
      const headers = { "content-type": "application/gzip", "x-chunk-sha256": sha256 };
      await answerOf(portal.post(address, headers, new Uint8Array(body)));
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  const received = performance.now();
  while ((await answerOf(portal.post(`/api/uploads/${uploadId}/finish`, {}, ""))).kind !== "staged")
    await setTimeout(0);
  return { receivingMs: received - started, finishingMs: performance.now() - received };
}

async function answerOf(response: Promise<Response>): Promise<Record<string, unknown>> {
  const answer = await response;
  const value = await answer.json();
  if (!answer.ok) throw new Error(`the portal answered ${answer.status}: ${JSON.stringify(value)}`);
  return value;
}
