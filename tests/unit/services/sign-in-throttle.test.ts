import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { networkOf, secondsToWait } from "#lib/services/sign-in-throttle.ts";

const none = { count: 0, secondsAgo: null };
const history = (change: Partial<Parameters<typeof secondsToWait>[0]>) => ({
  ofPair: none,
  ofNetwork: none,
  ofAccount: 0,
  inAll: 0,
  isKnown: false,
  ...change,
});

describe("how long a sign-in waits", () => {
  it("doubles with each failure beyond the fifth, up to five minutes", () => {
    const waits = [4, 5, 6, 7, 8, 9, 13, 14, 500].map((count) =>
      secondsToWait(history({ ofPair: { count, secondsAgo: 0 } })),
    );
    expect(waits).toEqual([0, 1, 2, 4, 8, 16, 256, 300, 300]);
  });

  it("is over by itself", () => {
    expect(secondsToWait(history({ ofPair: { count: 9, secondsAgo: 15.2 } }))).toBe(1);
    expect(secondsToWait(history({ ofPair: { count: 9, secondsAgo: 16 } }))).toBe(0);
  });

  const figure = fc.nat(100_000);
  it("whatever others do, is nothing for a network that has not failed, and unchanged where it is known", () => {
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

describe("who is one sender", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::6", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::", "fe80:0:0:0::/64"],
  ])("%s is of %s", (address, network) => expect(networkOf(address)).toBe(network));
});
