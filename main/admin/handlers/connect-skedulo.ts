import type { CommandInput } from '../../../preload/contract/commands.ts';
import type { Answer } from '../../../preload/contract/contract.ts';
import type { Tenant } from '../../sync/ports.ts';
import { cancelledFailure, success } from '../../sync/failure.ts';
import type { AdminContext, Handler } from '../admin-context.ts';
import { answerFailure, DONE, refuse } from '../answers.ts';
import { isProtected } from '../../http/loopback.ts';
import { typedOrStoredToken } from '../typed-token.ts';

/** Asks Skedulo whose token it is, and keeps token and address when they are good. Nothing is changed otherwise. */
export const connectSkedulo: Handler<'connect-skedulo'> = (input, context) =>
  context.tasks.run('connect-skedulo', 'Asking Skedulo whose token it is', async (signal) => {
    const token = await typedOrStoredToken(context, input.token, 'token');
    if (!token.ok) return token.answer;
    if (input.apiUrl !== null && !isProtected(input.apiUrl)) {
      return refuse(
        'wrong-host',
        "Skedulo's address must begin with https://, or the token could be read on the way, and hold no user name.",
        {
          mend: 'Copy the address from Skedulo, or leave it empty so that ReadyMeet finds it.',
          field: 'apiUrl',
        },
      );
    }
    const checked = await context.checks.checkSkedulo(token.value, input.apiUrl, signal);
    if (!checked.ok) {
      const { code, kind } = checked.failure;
      if (code === 'wrong-host') return answerFailure(checked.failure, 'apiUrl');
      return kind === 'auth' ? answerFailure(checked.failure, 'token') : answerFailure(checked.failure);
    }
    return context.turns.take(async () => {
      if (signal.aborted) return answerFailure(cancelledFailure('skedulo', false));
      return keep(context, input, checked.value);
    });
  });

async function keep(
  context: AdminContext,
  { token, apiUrl }: CommandInput<'connect-skedulo'>,
  tenant: Tenant,
): Promise<Answer> {
  const { connections, control, secrets, settings } = context;
  const before = await secrets.read('skedulo-token');
  if (token !== null) {
    const written = await secrets.write('skedulo-token', token);
    if (!written.ok) return answerFailure(written.failure);
  }
  const saved = await settings.change((current) => ({ ...current, skedulo: { ...current.skedulo, apiUrl } }));
  if (!saved.ok) {
    if (token !== null) await secrets.write('skedulo-token', before.ok ? before.value : null);
    return answerFailure(saved.failure);
  }
  await context.refreshSecrets();
  connections.skedulo.settle(success(tenant));
  await control.apply();
  return DONE;
}
