import type { Handler } from '../admin-context.ts';
import { answerOf } from '../answers.ts';

/** Goes on in the system's browser instead of the app's own window. */
export const useBrowserForSignIn: Handler<'use-browser-for-sign-in'> = async (_input, { signIn }) =>
  answerOf(await signIn.signIn.useBrowser());
