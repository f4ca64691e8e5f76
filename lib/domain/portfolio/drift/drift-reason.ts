/** Characters of a written reason, without spaces around it: less says nothing. */
export const leastReason = 10;
export const mostReason = 500;
