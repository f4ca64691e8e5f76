import { expect, test } from "vitest";
import { ByteSize } from "#components/ui/byte-size.tsx";
import { rendered } from "#tests/support/rendered-text.tsx";

test.each([
  [0, "0 bytes"],
  [999, "999 bytes"],
  [1_000, "1 kB"],
  [1_540_000, "1,5 MB"],
])("%d bytes are written %j", (bytes, written) => {
  expect(rendered(<ByteSize bytes={bytes} />).text).toBe(written);
});
