import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load, YAML11_SCHEMA } from "js-yaml";
import { expect, it } from "vitest";
import { z } from "zod";
import { projectRoot } from "#lib/up/settings.ts";

const composeSchema = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string(),
      build: z.unknown().optional(),
      mem_limit: z.string().optional(),
      cpus: z.number().optional(),
      pids_limit: z.number().optional(),
      environment: z.record(z.string(), z.string()).default({}),
      volumes: z.array(z.string()).default([]),
      networks: z.array(z.string()).default([]),
      ports: z.array(z.string()).default([]),
    }),
  ),
  networks: z.record(z.string(), z.object({ internal: z.boolean().default(false), ipam: z.unknown().optional() })),
  volumes: z.record(z.string(), z.unknown()),
});
type Compose = z.output<typeof composeSchema>;

const dockerfile = readFileSync(join(projectRoot, "Dockerfile"), "utf8");
/** compose.yaml, each time anew. Compose reads YAML 1.1, whose `<<` merges. */
const read = () =>
  composeSchema.parse(load(readFileSync(join(projectRoot, "compose.yaml"), "utf8"), { schema: YAML11_SCHEMA }));

/** Who reaches whom: nobody else. */
const reached: Readonly<Record<string, readonly string[]>> = {
  postgres: ["migrate", "portal", "worker"],
  proxy: ["portal"],
};

function faultsOf(compose: Compose): string[] {
  const services = Object.entries(compose.services);
  const neighbours = (name: string) =>
    services.flatMap(([other, { networks }]) =>
      other !== name && networks.some((one) => compose.services[name]?.networks.includes(one)) ? [other] : [],
    );
  return [
    ...services.flatMap(([name, service]) => [
      ...(["mem_limit", "cpus", "pids_limit"] as const).flatMap((limit) =>
        service[limit] ? [] : [`${name} has no ${limit}`],
      ),
      // A network of nobody's choosing is one that all who choose none are on.
      ...(service.networks.length === 0 ? [`${name} has no network`] : []),
      ...(service.ports.length > 0 && name !== "proxy" ? [`${name} is open to the machine's network`] : []),
      // Of a setting, so that a digest can be given, or a whole version.
      ...(service.build || /^\$\{[A-Z]+_IMAGE:-\w+:\d+\.\d+(\.\d+)?-[\w.]+\}$/.test(service.image)
        ? []
        : [`${name} has an image that is not exact`]),
    ]),
    ...Object.entries(reached).flatMap(([name, may]) =>
      neighbours(name).flatMap((other) => (may.includes(other) ? [] : [`${name} and ${other} reach each other`])),
    ),
    ...(compose.services.postgres?.networks ?? []).flatMap((name) =>
      compose.networks[name]?.internal ? [] : [`postgres is on ${name}, which leads outside`],
    ),
  ];
}

const changed = (change: (compose: Compose) => void) => {
  const compose = read();
  change(compose);
  return faultsOf(compose);
};
const serviceOf = (compose: Compose, name: string) => {
  const service = compose.services[name];
  if (service === undefined) throw new Error(`compose.yaml has no ${name}`);
  return service;
};

it("has limits for all, exact images, and networks that part who has nothing to do with another", () => {
  expect(Object.keys(read().services).toSorted()).toEqual(["migrate", "portal", "postgres", "proxy", "worker"]);
  expect(faultsOf(read())).toEqual([]);
});

it.each(["postgres", "migrate", "portal", "worker", "proxy"])("%s without a limit would be seen", (name) => {
  for (const limit of ["mem_limit", "cpus", "pids_limit"] as const)
    expect(changed((compose) => delete serviceOf(compose, name)[limit])).toEqual([`${name} has no ${limit}`]);
});

it("a database on the proxy's networks, or on one that leads outside, would be seen", () => {
  for (const network of serviceOf(read(), "proxy").networks)
    expect(changed((compose) => serviceOf(compose, "postgres").networks.push(network))).toContain(
      "postgres and proxy reach each other",
    );
  expect(changed((compose) => serviceOf(compose, "postgres").networks.push("outside"))).toEqual([
    "postgres is on outside, which leads outside",
  ]);
  expect(changed((compose) => serviceOf(compose, "proxy").networks.push("outside"))).toEqual([
    "proxy and worker reach each other",
  ]);
  expect(changed((compose) => serviceOf(compose, "worker").networks.splice(0))).toEqual(["worker has no network"]);
});

it("an image of any version would be seen", () => {
  for (const tag of ["latest", "18"]) {
    const image = `\${POSTGRES_IMAGE:-postgres:${tag}}`;
    expect(changed((compose) => Object.assign(serviceOf(compose, "postgres"), { image }))).toEqual([
      "postgres has an image that is not exact",
    ]);
  }
  expect(dockerfile).toMatch(/^ARG NODE_IMAGE=node:\d+\.\d+\.\d+-trixie-slim$/m);
  expect(dockerfile.match(/^FROM \S+/gm)).toEqual(Array(2).fill(`FROM \${NODE_IMAGE}`));
});

it("the proxies that the portal believes are those of the network that it shares with the proxy", () => {
  const { services, networks } = read();
  const shared = services.portal?.networks.filter((name) => services.proxy?.networks.includes(name)) ?? [];
  expect(shared).toHaveLength(1);
  expect(networks[shared[0] ?? ""]?.ipam).toEqual({
    config: [{ subnet: services.portal?.environment.TRUSTED_PROXIES }],
  });
});

it("the audit trail's anchors are in a volume of their own, which workers alone write", () => {
  const { services, volumes } = read();
  const file = services.worker?.environment.AUDIT_ANCHORS;
  expect(services.portal?.environment.AUDIT_ANCHORS).toBe(file);
  const mounted = Object.entries(services).flatMap(([name, service]) =>
    service.volumes.flatMap((volume) => (volume.startsWith("anchors:") ? [[name, volume]] : [])),
  );
  expect(mounted).toEqual([["worker", "anchors:/var/lib/portal"]]);
  expect(file).toMatch(/^\/var\/lib\/portal\/[\w-]+$/);
  expect("anchors" in volumes).toBe(true);
  // A new volume takes owner and mode of the image's folder.
  expect(dockerfile).toContain("--mode=700 --owner=65534 --group=65534 /var/lib/portal");
});
