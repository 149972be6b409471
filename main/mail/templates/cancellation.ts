import type { Wording } from './wording.ts';

/** A Teams link may still open after its meeting was deleted, so the guest is asked not to use it. */
export const CANCELLATION_WORDING: Wording = {
  subject: 'Cancelled: Your virtual meeting: {topic}, {when}',
  opening: 'Your virtual meeting has been cancelled. You do not need to do anything.',
  joinButton: null,
  closing:
    'Please do not use the earlier link. The attached calendar entry removes the meeting from your calendar.',
};
