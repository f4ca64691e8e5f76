import { FileSpreadsheet, FolderSync, UserSearch } from "lucide-react";
import { bestMatches } from "#lib/domain/search/match-rank.ts";
import type { FoundView } from "#lib/domain/views/found-view.ts";
import { DateTime } from "../../ui/date-time.tsx";
import type { PaletteGroup } from "../../ui/overlay/palette-dialog.tsx";
import { type Choice, groupOf, type PaletteWords, type ShellWords } from "./local-groups.tsx";
import type { Found } from "./use-found.ts";

/**
 * What the server found. While it searches for the text as it is now, what it found before and still fits stays.
 */
export function foundGroups(input: { t: PaletteWords; shell: ShellWords; text: string; found: Found | null }) {
  const { t, shell, text, found } = input;
  if (found === null) return [];
  const fitting = (choices: readonly Choice[]) => (found.text === text ? choices : bestMatches(text, choices));
  const isLatest = found.text.trim() === "";
  return [
    ...groupOf(shell("portfolios"), fitting(portfolioChoices(found.view))),
    ...groupOf(isLatest ? t("groups.latest") : shell("uploads"), fitting(uploadChoices(found.view))),
    ...groupOf(shell("debtors"), fitting(debtorChoices(found))),
  ] satisfies PaletteGroup<Choice>[];
}

function portfolioChoices({ portfolios }: FoundView): Choice[] {
  return portfolios.map(({ id, name, creditor, tenant }) => ({
    ...opening(`portfolio:${id}`, name, `/portfolios/${id}`),
    also: creditor ?? "",
    detail: [creditor, tenant].filter(Boolean).join(" · "),
    icon: <FolderSync aria-hidden />,
  }));
}

function uploadChoices({ uploads }: FoundView): Choice[] {
  return uploads.map(({ id, fileName, createdAt, tenant }) => ({
    ...opening(`upload:${id}`, fileName, `/uploads/${id}`),
    also: id,
    detail: (
      <>
        {tenant} · <DateTime value={createdAt} />
      </>
    ),
    icon: <FileSpreadsheet aria-hidden />,
  }));
}

function debtorChoices({ view }: Found): Choice[] {
  return view.debtors.map(({ identification, q, tenantId, tenant, fileName }) => ({
    ...opening(
      `debtor:${tenantId}:${identification}`,
      identification,
      `/debtors?${new URLSearchParams({ tenant: tenantId, q })}`,
    ),
    detail: `${tenant} · ${fileName}`,
    icon: <UserSearch aria-hidden />,
  }));
}

function opening(id: string, label: string, href: string) {
  return { id, label, action: { id, label, href } };
}
