/** The header of a search of the whole portal: its text, as `encodeURIComponent` gives it. */
export const searchHeader = "x-search";
