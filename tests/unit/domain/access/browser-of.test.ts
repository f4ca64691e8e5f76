import { expect, test } from "vitest";
import { browserOf } from "#lib/domain/access/browser-of.ts";

const webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";

test.each([
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/142.0.0.0 Safari/537.36`, "Chrome · Windows"],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/142.0.0.0 Safari/537.36 Edg/142.0`, "Edge · Windows"],
  [
    `Mozilla/5.0 (Linux; Android 15) ${webkit} SamsungBrowser/28.0 Chrome/130 Safari/537.36`,
    "Samsung Internet · Android",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox · Linux"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 (KHTML) Version/18.1 Safari/605", "Safari · macOS"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605 CriOS/142 Mobile Safari/604",
    "Chrome · iOS",
  ],
  ["Mozilla/5.0 (Windows NT 10.0) Something/1.0", "Windows"],
  ["curl/8.5.0", null],
  ["<script>alert(1)</script> \u0000\ud800", null],
  ["", null],
  [null, null],
])("%s", (userAgent, told) => {
  expect(browserOf(userAgent)).toBe(told);
});
