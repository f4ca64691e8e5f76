interface PolicyOf {
  /** Changes with every request; Next gives it to the inline scripts of a page. */
  readonly nonce: string;
  readonly isHttps: boolean;
  /** Next's tools for developers evaluate text and write styles. */
  readonly isDevelopment: boolean;
}

/** SHA-256 of the style sheet that sonner (the toasts) writes into a page without a nonce; a test compares it with the package's. */
export const toastStyles = "sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY=";

/** SHA-256 of nothing: it puts an empty style sheet in first. */
const emptyStyles = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

/** Sent with every answer. A file of the build gets another policy: a worker's own script decides what the worker may do. */
export function securityHeaders(url: string, { nonce, isHttps, isDevelopment }: PolicyOf): Record<string, string> {
  const isOfBuild = url.startsWith("/_next/static/");
  return {
    "content-security-policy": isOfBuild ? workerPolicy(isDevelopment) : pagePolicy(nonce, isDevelopment),
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    ...(isHttps ? { "strict-transport-security": "max-age=31536000" } : {}),
  };
}

function pagePolicy(nonce: string, isDevelopment: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'${isDevelopment ? " 'unsafe-eval' 'wasm-unsafe-eval'" : ""}`,
    isDevelopment
      ? "style-src 'self' 'unsafe-inline'"
      : `style-src 'self' 'nonce-${nonce}' '${emptyStyles}' '${toastStyles}'`,
    // Sizes that a page computes stand in its elements' style attributes, which load and run nothing.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "worker-src 'self'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "object-src 'none'",
  ].join("; ");
}

/** The digest of a large file is made in WebAssembly, in a worker (decision 27). */
function workerPolicy(isDevelopment: boolean): string {
  return `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'${isDevelopment ? " 'unsafe-eval'" : ""}; connect-src 'self'${isDevelopment ? " ws:" : ""}`;
}
