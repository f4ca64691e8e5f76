import type { UploadView } from "#lib/domain/outcome/upload-view.ts";
import { makePortfolio, makeTeam, stage, type TenantSetup } from "./factories.ts";

/** A team of its own with a staged portfolio of so many clients. */
export async function stagedFor(server: string, debtors: number, setup: Omit<TenantSetup, "server"> = {}) {
  const team = await makeTeam({ server, ...setup });
  return { ...team, uploadId: await stage(team.supervisor, team.tenantId, makePortfolio(debtors)) };
}

/** The groups by their debtors: accepted, rejected, unconfirmed, not sent, and what is pending. */
export function groupsOf({ groups }: UploadView): number[] {
  return [groups.accepted, groups.rejected, groups.unconfirmed, groups.not_sent, groups.pending].map(
    (group) => group.debtors,
  );
}
