import type { Handler } from '../admin-context.ts';
import { DONE } from '../answers.ts';

/** Ends signing in. What is connected now stays connected. */
export const cancelSignIn: Handler<'cancel-sign-in'> = (_input, { signIn }) => {
  signIn.signIn.cancel();
  return Promise.resolve(DONE);
};
