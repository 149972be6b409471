/** A question the simulated server refuses: HTTP 400 with these words. */
export class QueryError extends Error {}
