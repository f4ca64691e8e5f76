import { expect, test } from "vitest";
import { DebtorHistory } from "#components/result/debtor-history.tsx";
import { RecordTable } from "#components/result/record-table.tsx";
import { RetryLinks } from "#components/result/retry-links.tsx";
import { UploadList } from "#components/uploads/upload-list.tsx";
import type { RetryView } from "#lib/domain/views/retry-view.ts";
import { recordViewOf } from "#tests/support/record-view.ts";
import { rendered } from "#tests/support/rendered-text.tsx";
import { uploadViewOf } from "#tests/support/upload-view.ts";

/** The name and the address of each link. */
function linksOf(markup: string): readonly { readonly name: string; readonly href: string }[] {
  return [...markup.matchAll(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs)].map(([, href = "", inner = ""]) => ({
    href,
    name: inner.replaceAll(/<[^>]*>/g, "").trim(),
  }));
}

const retry = (id: string): RetryView => ({
  id,
  state: "finished",
  completeness: "whole",
  debtors: 1,
  moved: 1,
  fresh: 0,
  isCorrection: false,
  isDiscarded: false,
});

test.each([
  [
    "of uploads of one file, and of their retries",
    <UploadList
      key="uploads"
      hasTenant={false}
      uploads={[1, 2, 3].map((day) =>
        uploadViewOf({
          id: `u${day}`,
          fileName: "cartera.csv",
          createdAt: `2026-11-0${day}T10:00:00.000Z`,
          retryOfId: `o${day}`,
          retries: [retry(`r${day}`)],
        }),
      )}
    />,
    9,
  ],
  ["of the retries of an upload", <RetryLinks key="r" view={uploadViewOf({ retries: [retry("a"), retry("b")] })} />, 2],
  [
    "of clients that another upload sends again",
    <RecordTable
      key="records"
      currency="COP"
      records={[1, 2].map((at) => recordViewOf({ ordinal: at, identification: `1020${at}`, retriedInId: `r${at}` }))}
    />,
    2,
  ],
  [
    "of the uploads of a client",
    <DebtorHistory
      key="history"
      identification="1020"
      currency="COP"
      records={[1, 2].map((day) => recordViewOf({ uploadId: `u${day}`, settledAt: `2026-11-0${day}T10:00:00.000Z` }))}
    />,
    2,
  ],
])("links %s have different names if they lead to different pages", (_, page, count) => {
  const links = linksOf(rendered(page).markup);
  expect(links).toHaveLength(count);
  expect(new Set(links.map(({ name }) => name)).size).toBe(new Set(links.map(({ href }) => href)).size);
});
