import type { Bench } from "./figure.ts";
import { headerMatching } from "./reading/header-matching.ts";
import { xlsx } from "./reading/xlsx.ts";
import { zipBombs } from "./reading/zip-bombs.ts";

/** Everything `npm run bench` measures, in this order. */
export const benches: readonly Bench[] = [xlsx, zipBombs, headerMatching];
