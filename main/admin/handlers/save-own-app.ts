import type { CommandInput } from '../../../preload/contract/commands.ts';
import type { Answer } from '../../../preload/contract/contract.ts';
import type { AdminContext, Handler } from '../admin-context.ts';
import { answerOf, DONE, refuse } from '../answers.ts';
import { isLoopback } from '../../http/loopback.ts';
import { isDirectory } from '../../providers/teams/directory.ts';

/** Printable ASCII is all that RFC 6749 appendix A allows in client ids and secrets. */
const PLAIN = /^[\x20-\x7E]*$/;

/**
 * Keeps how the organization registered ReadyMeet at a provider. An authorization of another registration cannot be
 * renewed any more, so one has to sign in again; the view says so.
 */
export const saveOwnApp: Handler<'save-own-app'> = (input, context) => {
  const problem = problemOf(input);
  if (problem !== null) return Promise.resolve(problem);
  return context.turns.take(async () => {
    const stored = await store(input, context);
    await context.refreshSecrets();
    if (stored.ok && context.settings.current.account?.kind === input.kind) {
      context.inBackground(context.control.apply());
      context.connections.provider.check();
    }
    return stored;
  });
};

function problemOf(input: CommandInput<'save-own-app'>): Answer | null {
  const { kind, clientId, clientSecret, redirectUrl, directoryId } = input;
  const mend = 'Copy it again from the registration.';
  if (clientId !== null && !PLAIN.test(clientId)) {
    return refuse('client-id-unusable', 'The client id holds a character that cannot be in it.', {
      mend,
      field: 'clientId',
    });
  }
  if (clientSecret !== null && !PLAIN.test(clientSecret)) {
    return refuse('client-secret-unusable', 'The client secret holds a character that cannot be in it.', {
      mend,
      field: 'clientSecret',
    });
  }
  const redirect = redirectUrl === null ? null : URL.parse(redirectUrl);
  if (redirect !== null && redirect.protocol !== 'https:' && !isLoopback(redirect.hostname)) {
    return refuse(
      'redirect-unusable',
      'A redirect address that leaves this computer must begin with https://.',
      {
        mend: 'Enter the address as it is registered, or leave it empty.',
        field: 'redirectUrl',
      },
    );
  }
  if (directoryId !== null && (kind !== 'teams' || !isDirectory(directoryId))) {
    return refuse(
      'directory-unusable',
      kind === 'teams'
        ? 'The directory (tenant) ID is neither an ID nor a domain name of your organization.'
        : 'Only Microsoft Teams has a directory (tenant) ID.',
      {
        mend:
          kind === 'teams'
            ? "Copy it from the app's overview in the Microsoft Entra admin center, or leave it empty where the app is open to every organization."
            : 'Leave it empty.',
        field: 'directoryId',
      },
    );
  }
  return null;
}

async function store(
  { kind, clientId, clientSecret, redirectUrl, directoryId }: CommandInput<'save-own-app'>,
  { secrets, settings }: AdminContext,
): Promise<Answer> {
  const name = `client-secret-${kind}` as const;
  const before = await secrets.read(name);
  // A secret goes with its own client id only.
  const isOther = clientId !== settings.current.providers[kind].ownClientId;
  const isForgotten = clientId === null || clientSecret === '' || (isOther && clientSecret === null);
  if (isForgotten || clientSecret !== null) {
    const written = await secrets.write(name, isForgotten ? null : clientSecret);
    if (!written.ok) return answerOf(written);
  }
  const saved = await settings.change((current) => ({
    ...current,
    providers: {
      ...current.providers,
      [kind]: {
        ...current.providers[kind],
        ownClientId: clientId,
        ownRedirectUrl: clientId === null ? null : redirectUrl,
        ownDirectoryId: clientId === null ? null : directoryId,
      },
    },
  }));
  if (saved.ok) return DONE;
  await secrets.write(name, before.ok ? before.value : null);
  return answerOf(saved);
}
