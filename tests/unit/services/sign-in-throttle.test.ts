import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockOf, networkOf, secondsToWait } from "#lib/services/sessions/sign-in-throttle.ts";

const none = { count: 0, secondsAgo: null };
const history = (change: Partial<Parameters<typeof secondsToWait>[0]>) => ({
  ofPair: none,
  ofNetwork: none,
  ofBlock: none,
  ofAccount: 0,
  inAll: 0,
  isKnown: false,
  isBlockKnown: false,
  ...change,
});

describe("a sign-in's wait", () => {
  it("doubles after the fifth failure, up to five minutes", () => {
    const waits = [4, 5, 6, 7, 8, 9, 13, 14, 500].map((count) =>
      secondsToWait(history({ ofPair: { count, secondsAgo: 0 } })),
    );
    expect(waits).toEqual([0, 1, 2, 4, 8, 16, 256, 300, 300]);
  });

  it("ends by itself", () => {
    expect(secondsToWait(history({ ofPair: { count: 9, secondsAgo: 15.2 } }))).toBe(1);
    expect(secondsToWait(history({ ofPair: { count: 9, secondsAgo: 16 } }))).toBe(0);
  });

  it("begins at most at 16 s and doubles from there", () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map((count) =>
      secondsToWait(history({ ofPair: { count, secondsAgo: 0 }, ofAccount: 250 + count, inAll: 9_000 })),
    );
    expect(waits).toEqual([16, 32, 64, 128, 256, 300, 300]);
    const ofPair = { count: 1, secondsAgo: 0 };
    expect(secondsToWait(history({ ofPair, ofNetwork: ofPair, ofAccount: 5_000, inAll: 100_000 }))).toBe(16);
    expect([10, 30, 40, 60].map((ofAccount) => secondsToWait(history({ ofPair, ofAccount })))).toEqual([0, 0, 1, 4]);
  });

  it("counts guesses from many addresses of an unknown block", () => {
    const waits = [9, 10, 13, 16, 60].map((count) =>
      secondsToWait(history({ ofBlock: { count, secondsAgo: 0 }, ofAccount: count })),
    );
    expect(waits).toEqual([0, 1, 8, 60, 60]);
    const ofBlock = { count: 60, secondsAgo: 0 };
    expect(secondsToWait(history({ ofBlock, ofAccount: 60, isBlockKnown: true }))).toBe(0);
    expect(secondsToWait(history({ ofBlock, ofAccount: 60, isKnown: true, isBlockKnown: true }))).toBe(0);
  });

  const figure = fc.nat(100_000);
  it("does not depend on others' failures", () => {
    fc.assert(
      fc.property(figure, figure, fc.boolean(), (ofAccount, inAll, isKnown) => {
        expect(secondsToWait(history({ ofAccount, inAll, isKnown }))).toBe(0);
      }),
    );
    fc.assert(
      fc.property(figure, figure, figure, fc.nat(900), (ofAccount, inAll, count, secondsAgo) => {
        const ofPair = { count, secondsAgo };
        const alone = secondsToWait(history({ ofPair, isKnown: true }));
        const ofNetwork = { count: count + ofAccount, secondsAgo: 0 };
        expect(secondsToWait(history({ ofPair, ofNetwork, ofAccount, inAll, isKnown: true }))).toBe(alone);
        expect(alone).toBeLessThanOrEqual(300);
      }),
    );
  });
});

describe("a sender's network", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::6", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::", "fe80:0:0:0::/64"],
  ])("%s is of %s", (address, network) => expect(networkOf(address)).toBe(network));
});

it.each([
  ["192.0.2.7", "192.0.2."],
  ["2001:db8:1:2::/64", "2001:db8:1:2::/64"],
  ["unknown", "unknown"],
])("%s is of the block %s", (network, block) => expect(blockOf(network)).toBe(block));
