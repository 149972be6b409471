import type { SignInView } from '../../preload/contract/connections.ts';
import type { SignIn } from '../providers/sign-in.ts';
import type { ProviderRegistration } from '../providers/registrations.ts';
import { failed, inputFailure, success } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';
import type { ProviderKind } from '../sync/model.ts';
import type { ProviderAccount, TokenSet, TokenStore } from '../sync/ports.ts';
import { createSecretTokenStore } from '../settings/secret-token-store.ts';
import type { AdminContext } from './admin-context.ts';
import { registrationFor } from './automation-setup.ts';

/** Signing in, and what is done with what it brings. */
export interface SignInControl {
  readonly state: SignInView;
  readonly signIn: SignIn;
  /** Cancels, also what has come so far that it only waits for its turn to be stored: that fails. */
  giveUp(): void;
  begin(kind: ProviderKind): Promise<Result<void>>;
  stop(): Promise<void>;
}

type Context = Omit<AdminContext, 'signIn'>;

/** What was connected before, so that its authorization can be ended once another has taken its place. */
interface Earlier {
  readonly kind: ProviderKind;
  readonly accountId: string;
  readonly registration: ProviderRegistration;
  readonly tokens: TokenSet;
}

export function createSignInControl(context: Context, onChange: () => void): SignInControl {
  const { clock, connections, control, settings, turns } = context;
  const ending = new AbortController();
  /** Counts the times of giving up: what began to wait before one is not stored after it. */
  let givenUp = 0;

  const signIn = context.createSignIn({
    isInUse: (kind) => settings.current.account?.kind === kind && context.state.secretFacts.hasProviderTokens,
    onConnected: (kind, tokens, account, registration) => {
      const before = givenUp;
      return turns.take(async () =>
        before === givenUp ? connect({ kind, tokens, account, registration }) : failed(REMOVED_MEANWHILE),
      );
    },
  });
  const unsubscribe = signIn.subscribe(onChange);

  const connect = async (connection: Connection): Promise<Result<void>> => {
    const { kind, account } = connection;
    const earlier = await findEarlier(context);
    // While the tokens are exchanged nobody uses the old ones: a job would note a refusal that means nothing.
    await control.stop();
    const stored = await store(context, connection);
    await context.refreshSecrets();
    if (stored.ok) connections.provider.settle(success(account));
    await control.apply();
    if (stored.ok && earlier !== null && isAnother(earlier, kind, account)) {
      // Best effort: nobody uses it any more, and the person did not ask for it.
      context.inBackground(
        context.disconnect({ ...earlier, store: storeOf(earlier.tokens), clock }, ending.signal),
      );
    }
    return stored;
  };

  return {
    get state() {
      return signIn.state;
    },
    signIn,
    giveUp() {
      givenUp += 1;
      signIn.cancel();
    },
    async begin(kind) {
      const registration = await registrationFor(context, kind);
      return registration.ok ? signIn.begin(kind, registration.value) : registration;
    },
    async stop() {
      ending.abort();
      await signIn.stop();
      unsubscribe();
    },
  };
}

/** Ending an authorization may have ended the new one along with it, where both are of one user. */
const REMOVED_MEANWHILE: Failure = inputFailure({
  party: 'provider',
  code: 'removed-meanwhile',
  message: 'The meetings provider was removed while you signed in, so nothing was connected.',
  mend: 'Choose Authorize Provider to sign in again.',
  scope: 'party',
});

interface Connection {
  readonly kind: ProviderKind;
  readonly tokens: TokenSet;
  readonly account: ProviderAccount;
  readonly registration: ProviderRegistration;
}

/** Stores tokens, then the account. Where the account cannot be stored, the tokens that were there are put back. */
async function store(context: Context, connection: Connection): Promise<Result<void>> {
  const { clock, secrets, settings, state } = context;
  const { kind, tokens, registration } = connection;
  const { id, name, email, notes } = connection.account;
  const before = await secrets.read('provider-tokens');
  const saved = await createSecretTokenStore({ secrets, kind, clientId: registration.clientId }).save(tokens);
  if (!saved.ok) return saved;
  const changed = await settings.change((current) => {
    const connectedAtMs = clock.nowMs();
    const before = current.account;
    const isSame = before !== null && before.kind === kind && before.id === id;
    const meetingsSinceMs = isSame ? before.meetingsSinceMs : connectedAtMs;
    return {
      ...current,
      selectedProvider: kind,
      removalNote: null,
      account: { kind, id, name, email, notes: [...notes], connectedAtMs, meetingsSinceMs },
    };
  });
  if (changed.ok) state.learn({ quotaUsed: null });
  else await secrets.write('provider-tokens', before.ok ? before.value : null);
  return changed;
}

async function findEarlier(context: Context): Promise<Earlier | null> {
  const { account } = context.settings.current;
  if (account === null) return null;
  const registration = await registrationFor(context, account.kind);
  if (!registration.ok) return null;
  const { clientId } = registration.value;
  const tokens = await createSecretTokenStore({
    secrets: context.secrets,
    kind: account.kind,
    clientId,
  }).load();
  if (!tokens.ok || tokens.value === null) return null;
  return {
    kind: account.kind,
    accountId: account.id,
    registration: registration.value,
    tokens: tokens.value,
  };
}

/** Ending the authorization of the same user would end the new one along with it. */
function isAnother(earlier: Earlier, kind: ProviderKind, account: ProviderAccount): boolean {
  return earlier.kind !== kind || earlier.accountId !== account.id;
}

/** Tokens that are nowhere any more but here. */
function storeOf(tokens: TokenSet): TokenStore {
  let kept: TokenSet | null = tokens;
  return {
    load: () => Promise.resolve(success(kept)),
    save(newer) {
      kept = newer;
      return Promise.resolve(success(undefined));
    },
    clear() {
      kept = null;
      return Promise.resolve(success(undefined));
    },
  };
}
