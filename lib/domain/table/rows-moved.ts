/** Nothing was done with rows, because other rows are at their places by now. */
export class RowsMoved extends Error {}
