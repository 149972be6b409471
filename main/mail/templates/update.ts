import type { Wording } from './wording.ts';

/** To somebody who was told earlier details. Which of them changed is not known here, so none is named. */
export const UPDATE_WORDING: Wording = {
  subject: 'Changed: Your virtual meeting: {topic}, {when}',
  opening: 'Your meeting has changed. These are the details now:',
  joinButton: 'Join the meeting',
  closing: 'When it is time, open the link above. The attached calendar entry replaces the earlier one.',
};
