/** Heights of a row in px. */
export const rowHeights = { compact: 24, medium: 30, roomy: 38 } as const;
export type Density = keyof typeof rowHeights;
export const densities = ["compact", "medium", "roomy"] as const satisfies readonly Density[];

export const minPanelPx = 208;
export const maxPanelPx = 480;
export const usualPanelPx = 288;

/** How a user arranged the review. */
export interface ReviewView {
  readonly density: Density;
  readonly panelPx: number;
  readonly isPanelHidden: boolean;
  /** All control totals, not only the line of them. */
  readonly areTotalsOpen: boolean;
}

/** A view out of storage, with the usual choice where there is none. A finger needs higher rows than a mouse. */
export function readView(stored: unknown): ReviewView {
  const said: Partial<Record<keyof ReviewView, unknown>> = typeof stored === "object" && stored !== null ? stored : {};
  return {
    density: densities.find((density) => density === said.density) ?? (isTouched() ? "roomy" : "compact"),
    panelPx:
      typeof said.panelPx === "number" && said.panelPx >= minPanelPx && said.panelPx <= maxPanelPx
        ? said.panelPx
        : usualPanelPx,
    isPanelHidden: said.isPanelHidden === true,
    areTotalsOpen: said.areTotalsOpen === true,
  };
}

function isTouched(): boolean {
  return typeof matchMedia === "function" && matchMedia("(pointer: coarse)").matches;
}
