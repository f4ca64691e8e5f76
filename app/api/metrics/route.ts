import { bearerOf } from "#lib/server/bearer-of.ts";
import { defineRoute } from "#lib/server/define-route.ts";
import { type Metric, readMetrics } from "#lib/services/operations/read-metrics.ts";

export const dynamic = "force-dynamic";

/**
 * The portal's figures in the text format of Prometheus
 * (https://prometheus.io/docs/instrumenting/exposition_formats/).
 */
export const GET = defineRoute(async (_ctx, _params, request) => {
  const metrics = await readMetrics(bearerOf(request.headers));
  return new Response(metrics.map(textOf).join(""), {
    headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" },
  });
});

function textOf({ name, help, samples }: Metric): string {
  const lines = samples.map(({ labels, value }) => `${name}${labelsOf(labels)} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join("")}`;
}

function labelsOf(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replace(/[\\"\n]/g, "_")}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}
