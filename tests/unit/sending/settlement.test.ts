import { expect, test } from "vitest";
import { type SentUnder, settlementOf } from "#lib/sending/settlement-of.ts";
import { refusedWhole, type Verdict } from "#lib/wolkvox/verdict-kinds.ts";

const under: SentUnder = { attempts: 1, resends: 0, repeatBehaviour: "updates", probeSeconds: 60, jitter: 0.5 };
const sent = [{ identification: "1" }, { identification: "2" }];
const named: Verdict = {
  kind: "partly",
  remoteText: "1 failed",
  perDebtor: [
    { identification: "1", outcome: "rejected", evidence: "named_in_reply", reason: "named_failure", remoteText: "no" },
    { identification: "2", outcome: "accepted", evidence: "named_in_reply", reason: null, remoteText: null },
  ],
};
const statesOf = (verdict: Verdict, resends: number) => {
  const { state, outcomes } = settlementOf(verdict, { ...under, resends });
  return [state, outcomes.map((one) => `${one.state} ${one.evidence} ${one.reason} ${one.remoteText}`)];
};

test("a named refusal rejects, but is unconfirmed after a resend", () => {
  expect(statesOf(named, 0)).toEqual([
    "settled",
    ["rejected named_in_reply named_failure no", "accepted named_in_reply null null"],
  ]);
  expect(statesOf(named, 1)).toEqual([
    "unconfirmed",
    ["unconfirmed null refused_on_resend no", "accepted named_in_reply null null"],
  ]);
});

test("a refused batch is halved, but read back after a resend", () => {
  const whole = refusedWhole(sent, "refused_whole", "bad");
  expect(settlementOf(whole, under).state).toBe("split");
  expect(statesOf(whole, 1)).toEqual([
    "unconfirmed",
    ["unconfirmed null refused_on_resend bad", "unconfirmed null refused_on_resend bad"],
  ]);
});
