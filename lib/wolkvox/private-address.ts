import { BlockList, isIP, SocketAddress } from "node:net";

/**
 * Addresses outside the public network: the IANA IPv4 Special-Purpose Address Registry
 * (https://www.iana.org/assignments/iana-ipv4-special-registry), as whole blocks even if parts of them are
 * reachable, and multicast (RFC 5771).
 */
const notPublicIpv4 = subnets("ipv4", [
  ["0.0.0.0", 8], // this network
  ["10.0.0.0", 8], // private
  ["100.64.0.0", 10], // shared, behind a provider's NAT
  ["127.0.0.0", 8], // this machine
  ["169.254.0.0", 16], // link-local, and cloud metadata
  ["172.16.0.0", 12], // private
  ["192.0.0.0", 24], // IETF protocols
  ["192.0.2.0", 24], // documentation
  ["192.88.99.0", 24], // 6to4 relays, withdrawn
  ["192.168.0.0", 16], // private
  ["198.18.0.0", 15], // benchmarks
  ["198.51.100.0", 24], // documentation
  ["203.0.113.0", 24], // documentation
  ["224.0.0.0", 4], // multicast
  ["240.0.0.0", 4], // reserved, and broadcast
]);

/**
 * The only part of IPv6 that is allocated (https://www.iana.org/assignments/ipv6-address-space). Outside of it are
 * this machine, mapped and compatible IPv4, discard-only, unique local, link-local, site-local and multicast.
 */
const globalUnicast = subnets("ipv6", [["2000::", 3]]);

/** The blocks of it that are no public host, by https://www.iana.org/assignments/iana-ipv6-special-registry. */
const notPublicIpv6 = subnets("ipv6", [
  ["2001::", 23], // IETF protocols: Teredo, benchmarks, ORCHID
  ["2001:db8::", 32], // documentation
  ["2002::", 16], // 6to4: any IPv4 address in disguise
  ["3fff::", 20], // documentation
]);

/**
 * The well-known prefix of NAT64 (RFC 6052), by which a network without IPv4 reaches the embedded address.
 * The local-use prefix, 64:ff9b:1::/48, is not public.
 */
const nat64 = /^64:ff9b::([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/**
 * Whether an IP address belongs to this machine, a private network or nobody: a public name that resolves to
 * it is an attack.
 */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, "");
  if (isIP(bare) !== 6) return isIP(bare) === 0 || notPublicIpv4.check(bare, "ipv4");
  const [, high, low] = nat64.exec(new SocketAddress({ address: bare, family: "ipv6" }).address) ?? [];
  if (high !== undefined && low !== undefined)
    return notPublicIpv4.check(ipv4Of(Number.parseInt(high, 16), Number.parseInt(low, 16)), "ipv4");
  return !globalUnicast.check(bare, "ipv6") || notPublicIpv6.check(bare, "ipv6");
}

function ipv4Of(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

function subnets(family: "ipv4" | "ipv6", nets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of nets) list.addSubnet(net, prefix, family);
  return list;
}
