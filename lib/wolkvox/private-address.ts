import { BlockList, isIPv6 } from "node:net";

const reserved = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const) {
  reserved.addSubnet(net, prefix, "ipv4");
}
for (const [net, prefix] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const) {
  reserved.addSubnet(net, prefix, "ipv6");
}

/** Whether an IP address belongs to this machine, this network or nobody: a public name that leads there is an attack. */
export function isPrivateAddress(address: string): boolean {
  // An IPv4 address in IPv6 clothes ("::ffff:10.0.0.1") is matched by the IPv4 rules.
  return reserved.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}
