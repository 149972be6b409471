import type { SkeduloClient } from './client.ts';
import type { PageSize } from './page-size.ts';

/** What reading rows of one tenant takes. */
export interface RowReader {
  readonly client: SkeduloClient;
  readonly pageSize: PageSize;
  /** `skedulo`, `salesforce`, or null while unknown. */
  readonly vendor: () => string | null;
}
