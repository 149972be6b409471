import type { SignInView } from '../../../preload/contract/connections.ts';
import type { ProviderRegistration } from '../../../main/providers/registrations.ts';
import type { SignIn, SignInOptions } from '../../../main/providers/sign-in.ts';
import { failed, inputFailure, success } from '../../../main/sync/failure.ts';
import type { Result } from '../../../main/sync/failure.ts';
import type { ProviderKind } from '../../../main/sync/model.ts';
import type { ProviderAccount, TokenSet } from '../../../main/sync/ports.ts';

/** A sign-in whose person does what the test says. */
export class FakeSignIn implements SignIn {
  state: SignInView = { state: 'idle' };
  readonly calls: string[] = [];
  readonly registrations: ProviderRegistration[] = [];
  private readonly options: Pick<SignInOptions, 'onConnected' | 'isInUse'>;
  private readonly listeners = new Set<(state: SignInView) => void>();

  constructor(options: Pick<SignInOptions, 'onConnected' | 'isInUse'>) {
    this.options = options;
  }

  subscribe(listener: (state: SignInView) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  async begin(kind: ProviderKind, registration: ProviderRegistration): Promise<Result<void>> {
    await Promise.resolve();
    this.calls.push(`begin ${kind}`);
    this.registrations.push(registration);
    const url = `https://provider.test/authorize?state=of-this-try`;
    this.change({ state: 'waiting', kind, surface: 'browser', note: null, url, endsAtMs: 1 });
    return success(undefined);
  }

  /** The person allowed everything. */
  async finish(kind: ProviderKind, tokens: TokenSet, account: ProviderAccount): Promise<Result<void>> {
    this.change({ state: 'checking-account', kind });
    const registration = this.registrations.at(-1);
    if (registration === undefined) throw new Error('No sign-in was begun.');
    const stored = await this.options.onConnected(kind, tokens, account, registration);
    if (stored.ok) this.change({ state: 'connected', kind });
    else {
      const { code, message } = stored.failure;
      this.change({ state: 'failed', kind, problem: { code, message, mend: null } });
    }
    return stored;
  }

  isInUse(kind: ProviderKind): boolean {
    return this.options.isInUse?.(kind) ?? false;
  }

  useBrowser(): Promise<Result<void>> {
    return this.whileWaiting('use-browser');
  }

  reopen(): Promise<Result<void>> {
    return this.whileWaiting('reopen');
  }

  cancel(): void {
    this.calls.push('cancel');
    if (this.state.state === 'waiting') this.change({ state: 'cancelled', kind: this.state.kind });
  }

  reset(): void {
    this.calls.push('reset');
    if (this.state.state !== 'waiting') this.change({ state: 'idle' });
  }

  stop(): Promise<void> {
    this.calls.push('stop');
    return Promise.resolve();
  }

  private whileWaiting(call: string): Promise<Result<void>> {
    this.calls.push(call);
    if (this.state.state === 'waiting') return Promise.resolve(success(undefined));
    return Promise.resolve(
      failed(
        inputFailure({
          party: 'provider',
          code: 'not-signing-in',
          message: 'Nobody is signing in just now.',
        }),
      ),
    );
  }

  private change(state: SignInView): void {
    this.state = state;
    for (const listener of this.listeners) listener(state);
  }
}
