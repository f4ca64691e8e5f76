import { unzipSync, zipSync } from "fflate";

/** The parts of an archive, by name. */
export type Parts = Readonly<Record<string, Uint8Array>>;

export async function partsOf(file: Blob): Promise<Parts> {
  return unzipSync(new Uint8Array(await file.arrayBuffer()));
}

/** A sound archive of these parts, with `changed` as the content of part `name`. */
export function repacked(parts: Parts, name: string, changed: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(zipSync({ ...parts, [name]: changed }, { level: 1 }));
}

/** The offset after each occurrence of `text` in the bytes. */
export function endsOf(bytes: Uint8Array, text: string): number[] {
  const whole = Buffer.from(bytes);
  const ends: number[] = [];
  for (let at = whole.indexOf(text); at >= 0; at = whole.indexOf(text, at + 1)) ends.push(at + text.length);
  return ends;
}
