import type { Wording } from './wording.ts';

/** The first message about a meeting. */
export const REQUEST_WORDING: Wording = {
  subject: 'Your virtual meeting: {topic}, {when}',
  opening: 'Your virtual meeting has been arranged.',
  joinButton: 'Join the meeting',
  closing: 'When it is time, open the link above. The attached calendar entry holds the same details.',
};
