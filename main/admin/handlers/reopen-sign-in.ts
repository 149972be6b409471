import type { Handler } from '../admin-context.ts';
import { answerOf } from '../answers.ts';

/** Opens the sign-in page again. */
export const reopenSignIn: Handler<'reopen-sign-in'> = async (_input, { signIn }) =>
  answerOf(await signIn.signIn.reopen());
