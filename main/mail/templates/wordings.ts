import type { Invitation } from '../../sync/ports.ts';
import { CANCELLATION_WORDING } from './cancellation.ts';
import { REQUEST_WORDING } from './request.ts';
import { UPDATE_WORDING } from './update.ts';
import { LABELS } from './wording.ts';
import type { Labels, Wording } from './wording.ts';

/** Every word that guests read, in one value that can be replaced as a whole. */
export interface Wordings extends Readonly<Record<Invitation['kind'], Wording>> {
  readonly labels: Labels;
}

export const DEFAULT_WORDINGS: Wordings = {
  request: REQUEST_WORDING,
  update: UPDATE_WORDING,
  cancellation: CANCELLATION_WORDING,
  labels: LABELS,
};
