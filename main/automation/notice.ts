/** Something to say of the whole, not of one job. */
export interface Notice {
  readonly code: string;
  readonly message: string;
}
