import { describe, expect, it } from "vitest";
import { isPrivateAddress } from "#lib/wolkvox/private-address.ts";

/** First and last address of each range, and its neighbours if they are public. */
const ranges: readonly (readonly [string, string, ...string[]])[] = [
  ["0.0.0.0", "0.255.255.255", "1.0.0.0"],
  ["10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0"],
  ["100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0"],
  ["127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0"],
  ["169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0"],
  ["172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0"],
  ["192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0"],
  ["192.0.2.0", "192.0.2.255", "192.0.3.0"],
  ["192.88.99.0", "192.88.99.255", "192.88.98.255", "192.88.100.0"],
  ["192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0"],
  ["198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0"],
  ["198.51.100.0", "198.51.100.255", "198.51.99.255", "198.51.101.0"],
  ["203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0"],
  ["224.0.0.0", "255.255.255.255", "223.255.255.255"],
  ["::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2000:ffff::", "2001:200::"],
  ["2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db7::", "2001:db9::"],
  ["2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2003::"],
  ["3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3ffe:ffff::", "3fff:1000::"],
  ["4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:ffff:ffff::"],
];

describe("an address outside the public network", () => {
  it.each(ranges)("from %s to %s", (first, last, ...beside) => {
    expect([first, last].map(isPrivateAddress)).toEqual([true, true]);
    expect(beside.filter(isPrivateAddress)).toEqual([]);
  });

  it.each([
    ["this machine", "::1"],
    ["mapped", "::ffff:10.0.0.1"],
    ["mapped, of a public one: no name has it", "::ffff:8.8.8.8"],
    ["compatible", "::10.0.0.1"],
    ["6to4 of 10.0.0.1", "2002:a00:1::"],
    ["6to4 of 127.0.0.1", "2002:7f00:1::1"],
    ["Teredo of 10.0.0.1", "2001:0:a00:1::"],
    ["site-local", "fec0::1"],
    ["unique local", "fd00::1"],
    ["link-local", "fe80::1"],
    ["discard-only", "100::1"],
    ["dummy", "100:0:0:1::1"],
    ["segment routing", "5f00::1"],
    ["local NAT64", "64:ff9b:1::8.8.8.8"],
    ["NAT64 of 10.0.0.1", "64:ff9b::10.0.0.1"],
    ["NAT64 of the metadata of clouds", "64:ff9b::a9fe:a9fe"],
    ["NAT64 of 0.0.0.1", "64:ff9b::1"],
    ["multicast", "ff02::1"],
    ["of a zone", "fe80::1%eth0"],
    ["no address at all", "localhost"],
  ])("%s: %s", (_, address) => expect(isPrivateAddress(address)).toBe(true));

  it.each(["8.8.8.8", "190.0.0.1", "2606:4700::6810:84e5", "2800:3f0:4005:40a::2003", "64:ff9b::8.8.8.8"])(
    "is not %s",
    (address) => expect(isPrivateAddress(address)).toBe(false),
  );
});
