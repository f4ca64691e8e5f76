import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { securityHeaders, toastStyles } from "#lib/portal/security-headers.ts";
import { projectRoot } from "#lib/up/settings.ts";

const production = { nonce: "bm9uY2U=", isHttps: true, isDevelopment: false };
const policyOf = (url: string, of = production) => {
  const text = securityHeaders(url, of)["content-security-policy"] ?? "";
  return new Map(
    text.split("; ").map((part) => {
      const [name = "", ...sources] = part.split(" ");
      return [name, sources];
    }),
  );
};

describe("the policy", () => {
  it("of a page runs scripts of the portal and those with the request's nonce, and evaluates nothing", () => {
    const policy = policyOf("/uploads/new?portfolio=1");
    expect(policy.get("script-src")).toEqual(["'self'", "'nonce-bm9uY2U='"]);
    expect(policy.get("style-src")?.slice(0, 2)).toEqual(["'self'", "'nonce-bm9uY2U='"]);
    expect(policy.get("style-src")).toContain(`'${toastStyles}'`);
    expect(policy.get("default-src")).toEqual(["'self'"]);
    for (const [name, sources] of policy)
      if (name !== "style-src-attr") expect(sources.join(" "), name).not.toContain("unsafe");
  });

  it("of a file of the build lets a worker compile WebAssembly, and nothing else", () => {
    const policy = policyOf("/_next/static/chunks/a.js");
    expect([...policy.keys()]).toEqual(["default-src", "script-src", "connect-src"]);
    expect(policy.get("script-src")).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  });

  it("is relaxed for developers alone", () => {
    expect(policyOf("/", { ...production, isDevelopment: true }).get("script-src")).toContain("'unsafe-eval'");
  });
});

it("https is kept for a year where the portal has it", () => {
  expect(securityHeaders("/", production)["strict-transport-security"]).toBe("max-age=31536000");
  expect(securityHeaders("/", { ...production, isHttps: false })).not.toHaveProperty("strict-transport-security");
});

it("the toasts' style sheet is the one that the policy knows", () => {
  const source = readFileSync(join(projectRoot, "node_modules/sonner/dist/index.mjs"), "utf8");
  const [, text = ""] = /^__insertCSS\((".*")\);?$/m.exec(source) ?? [];
  expect(`sha256-${createHash("sha256").update(JSON.parse(text)).digest("base64")}`).toBe(toastStyles);
});
