import { deflateSync, inflateSync, strFromU8, strToU8 } from "fflate";
import { CellChanges } from "./cell-changes.ts";

/**
 * Changes of cells that are seldom needed, in a fifth of their memory. Packing 750,000 cells takes half a second,
 * unpacking them less.
 */
export class PackedChanges {
  readonly #places: Uint8Array;
  readonly #texts: Uint8Array;

  constructor(changes: CellChanges) {
    const { rows, columns, before, after } = changes.parts();
    const places = new Uint32Array(rows.length * 2);
    places.set(rows);
    places.set(columns, rows.length);
    this.#places = deflateSync(new Uint8Array(places.buffer), { level: 1 });
    // JSON escapes halves of surrogate pairs, which UTF-8 cannot hold.
    this.#texts = deflateSync(strToU8(JSON.stringify([before, after])), { level: 1 });
  }

  unpacked(): CellChanges {
    const { buffer } = inflateSync(this.#places).slice();
    const places = new Uint32Array(buffer);
    const count = places.length / 2;
    const [before, after]: [(string | null)[], (string | null)[]] = JSON.parse(strFromU8(inflateSync(this.#texts)));
    const kept = (texts: readonly (string | null)[]) => texts.map((text) => text ?? undefined);
    return new CellChanges(places.slice(0, count), places.slice(count), kept(before), kept(after));
  }
}
