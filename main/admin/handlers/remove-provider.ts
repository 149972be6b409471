import { PROVIDER_NAMES } from '../../../preload/contract/primitives.ts';
import { createSecretTokenStore } from '../../settings/secret-token-store.ts';
import { cancelledFailure, success } from '../../sync/failure.ts';
import type { Result } from '../../sync/failure.ts';
import type { ProviderKind } from '../../sync/model.ts';
import type { AdminContext, Handler } from '../admin-context.ts';
import { answerFailure, answerOf, refuse } from '../answers.ts';
import { registrationFor } from '../automation-setup.ts';

/**
 * Stops the making of meetings, ends the authorization at the provider as far as it can be reached, and forgets the
 * tokens. Automation stays switched on: it goes on with the provider that is connected next. Meetings, links and the
 * record of both are kept.
 */
export const removeProvider: Handler<'remove-provider'> = (_input, context) =>
  context.tasks.run('remove-provider', 'Removing the meetings provider', (signal) =>
    context.turns.take(async () => {
      if (signal.aborted) return answerFailure(cancelledFailure('provider', false));
      const { account } = context.settings.current;
      if (account === null) return refuse('no-provider', 'No meetings provider is connected.');
      context.signIn.giveUp();
      context.tasks.cancel('preview-automation');
      await context.control.stop();
      const removed = await remove(context, account.kind, signal);
      await context.refreshSecrets();
      if (removed.ok) context.connections.provider.settle(null);
      await context.control.apply();
      return answerOf(removed);
    }),
  );

async function remove(context: AdminContext, kind: ProviderKind, signal: AbortSignal): Promise<Result<void>> {
  const note = await endAuthorization(context, kind, signal);
  if (!note.ok) return note;
  const saved = await context.settings.change((current) => ({
    ...current,
    account: null,
    removalNote: note.value,
  }));
  if (saved.ok) {
    context.signIn.signIn.reset();
    context.state.learn({ quotaUsed: null, automationChecks: [], preview: null });
  }
  return saved;
}

/** @returns what is left to do by hand; null for nothing */
async function endAuthorization(
  context: AdminContext,
  kind: ProviderKind,
  signal: AbortSignal,
): Promise<Result<string | null>> {
  const { clock, disconnect, secrets } = context;
  const registration = await registrationFor(context, kind);
  if (!registration.ok) {
    // Without its registration nobody can be told, but the tokens can be forgotten.
    const forgotten = await secrets.write('provider-tokens', null);
    if (!forgotten.ok) return forgotten;
    return success(
      `ReadyMeet has forgotten its access to ${PROVIDER_NAMES[kind]}, but could not end the authorization there. End it in your account at ${PROVIDER_NAMES[kind]}.`,
    );
  }
  const store = createSecretTokenStore({ secrets, kind, clientId: registration.value.clientId });
  const ended = await disconnect({ kind, registration: registration.value, store, clock }, signal);
  if (!ended.ok) return ended;
  // Tokens of an earlier registration may be left.
  const forgotten = await secrets.write('provider-tokens', null);
  return forgotten.ok ? success(ended.value.note) : forgotten;
}
