import { expect, test } from "vitest";
import { isOffered, RecordTable } from "#components/result/record-table.tsx";
import { recordViewOf } from "#tests/support/record-view.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const erased = "erased-01930f2a-0000-7000-8000-000000000000-1";
const records = [
  recordViewOf({ ordinal: 0 }),
  recordViewOf({ ordinal: 1, identification: erased }),
  recordViewOf({ ordinal: 2, identification: "10000002", state: "not_sent", reason: "held", isHeld: true }),
  recordViewOf({ ordinal: 3, identification: "10000003", state: "not_sent", reason: "held" }),
  recordViewOf({ ordinal: 4, identification: "10000004", retriedInId: "r" }),
  recordViewOf({ ordinal: 5, identification: erased, state: "unconfirmed" }),
  recordViewOf({ ordinal: 6, identification: "10000006", isSentLater: true }),
  recordViewOf({ ordinal: 7, identification: "10000007", state: "unconfirmed", isSentLater: true }),
];

test("erased and held debtors, and those of a later load, are not offered, and only the outcome of an erased one can be stated", () => {
  expect(records.filter(isOffered).map(({ ordinal }) => ordinal)).toEqual([0, 3, 5, 7]);
});

test("a debtor who is not offered has no checkbox", () => {
  const selection = { chosen: new Set<number>(), onToggle: () => undefined };
  const { markup, text } = rendered(<RecordTable records={records} currency="COP" selection={selection} />);
  expect(markup.match(/role="checkbox"/g)).toHaveLength(4);
  expect(text.match(/Sigue retenido: no se envía/g)).toHaveLength(1);
  expect(text.match(/Ya va en una carga posterior/g)).toHaveLength(2);
});
