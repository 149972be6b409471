import { randomBytes } from 'node:crypto';
import { expect, onTestFinished } from 'vitest';
import type { SignInView } from '../../../preload/contract/connections.ts';
import type { SignInWindowEvent } from '../../../main/admin/shell.ts';
import type { ProviderRegistration } from '../../../main/providers/registrations.ts';
import { createSignIn } from '../../../main/providers/sign-in.ts';
import type { SignIn, SignInOptions } from '../../../main/providers/sign-in.ts';
import type { ProviderKind } from '../../../main/sync/model.ts';
import type { Clock, ProviderAccount } from '../../../main/sync/ports.ts';
import { startGoogleSimulator } from '../../simulators/google/google-simulator.ts';
import type { GoogleSimulatorOptions } from '../../simulators/google/google-simulator.ts';
import type { OAuthSimulator } from '../../simulators/kit/oauth-simulator.ts';
import { startMicrosoftSimulator } from '../../simulators/microsoft/microsoft-simulator.ts';
import type { MicrosoftSimulatorOptions } from '../../simulators/microsoft/microsoft-simulator.ts';
import type { HttpSimulator } from '../../simulators/kit/http-simulator.ts';
import { startZoomSimulator } from '../../simulators/zoom/zoom-simulator.ts';
import type { ZoomSimulatorOptions } from '../../simulators/zoom/zoom-simulator.ts';
import { createMemoryTokenStore, systemClock } from './contract-rig.ts';
import type { MemoryTokenStore } from './contract-rig.ts';
import { valueOf } from './oauth-rig.ts';

const SECRET = 'GOCSPX-simulated';

export interface Party {
  readonly kind: ProviderKind;
  readonly registration: ProviderRegistration;
  readonly oauth: OAuthSimulator;
  readonly http: HttpSimulator;
}

export const PARTIES = {
  async zoom(options: ZoomSimulatorOptions = {}): Promise<Party> {
    const zoom = await startZoomSimulator(options);
    onTestFinished(() => zoom.close());
    const { endpoints, apiUrl, oauth, http } = zoom;
    const registration = {
      clientId: 'zoom-client',
      clientSecret: null,
      endpoints,
      apiUrl,
      redirectUrl: null,
    };
    return { kind: 'zoom', registration, oauth, http };
  },
  async teams(options: MicrosoftSimulatorOptions = {}): Promise<Party> {
    const { oauth, apiUrl, http } = await startMicrosoftSimulator(options);
    onTestFinished(() => http.close());
    const { authorizeUrl, tokenUrl, revokeUrl } = oauth;
    const registration: ProviderRegistration = {
      clientId: 'readymeet-microsoft',
      clientSecret: null,
      endpoints: { authorizeUrl, tokenUrl, revokeUrl },
      apiUrl,
      redirectUrl: null,
    };
    return { kind: 'teams', registration, oauth: oauth.simulator, http };
  },
  async meet(options: GoogleSimulatorOptions = {}): Promise<Party> {
    const { oauth, apiUrl, http } = await startGoogleSimulator(options);
    onTestFinished(() => http.close());
    const { authorizeUrl, tokenUrl, revokeUrl } = oauth;
    const registration: ProviderRegistration = {
      clientId: 'readymeet.apps.googleusercontent.com',
      clientSecret: SECRET,
      endpoints: { authorizeUrl, tokenUrl, revokeUrl },
      apiUrl,
      redirectUrl: null,
    };
    return { kind: 'meet', registration, oauth: oauth.simulator, http };
  },
} as const;

export interface Rig {
  readonly signIn: SignIn;
  readonly store: MemoryTokenStore;
  readonly accounts: ProviderAccount[];
  readonly states: string[];
  readonly emit: (event: SignInWindowEvent) => void;
  /** Waits for a state of that name; gives up at the first end that is another. */
  reach(name: SignInView['state']): Promise<SignInView>;
}

export function createRig({
  clock = systemClock,
  hasWindow = false,
}: { clock?: Clock; hasWindow?: boolean } = {}): Rig {
  const store = createMemoryTokenStore(null);
  const accounts: ProviderAccount[] = [];
  const states: string[] = [];
  let emit: (event: SignInWindowEvent) => void = () => undefined;
  const options: SignInOptions = {
    clock,
    randomBytes,
    signInWindow: hasWindow
      ? {
          open(_request, onEvent) {
            emit = onEvent;
            return { close: () => undefined, focus: () => undefined };
          },
        }
      : null,
    openExternal: null,
    async onConnected(_kind, tokens, account) {
      accounts.push(account);
      return store.save(tokens);
    },
  };
  const signIn = createSignIn(options);
  signIn.subscribe(({ state }) => states.push(state));
  onTestFinished(() => signIn.stop());
  return {
    signIn,
    store,
    accounts,
    states,
    emit: (event) => {
      emit(event);
    },
    reach(name) {
      return new Promise((resolve, reject) => {
        const look = (state: SignInView): void => {
          if (state.state === name) resolve(state);
          else if (['connected', 'failed', 'cancelled', 'timed-out'].includes(state.state)) {
            reject(new Error(JSON.stringify(state)));
          }
        };
        signIn.subscribe(look);
        look(signIn.state);
      });
    },
  };
}

export async function begin(rig: Rig, party: Party): Promise<string> {
  valueOf(await rig.signIn.begin(party.kind, party.registration));
  const { state } = rig.signIn;
  if (state.state !== 'waiting') throw new Error(state.state);
  return state.url;
}

/** Plays the browser: the person decides on the provider's page, and it sends them back. */
export async function decide(
  url: string,
  answers: {
    readonly decision: 'allow' | 'deny';
    readonly user?: string;
    readonly unticked?: readonly string[];
  },
): Promise<Response> {
  const page = await (await fetch(url)).text();
  const hidden = [...page.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const boxes = [...page.matchAll(/type="checkbox" name="granted" value="([^"]*)"/g)];
  const users = [...page.matchAll(/type="radio" name="user" value="([^"]*)"/g)];
  const body = new URLSearchParams([
    ...hidden.map(([, name = '', value = '']): [string, string] => [name, value]),
    ...boxes
      .filter(([, scope = '']) => answers.unticked?.includes(scope) !== true)
      .map(([, scope = '']): [string, string] => ['granted', scope]),
    ['user', answers.user ?? users[0]?.[1] ?? ''],
    ['decision', answers.decision],
  ]);
  return fetch(url, { method: 'POST', body, redirect: 'manual' });
}

export const locationOf = (response: Response): string => response.headers.get('location') ?? '';

export async function allow(rig: Rig, party: Party, user?: string): Promise<void> {
  const answer = await decide(await begin(rig, party), {
    decision: 'allow',
    ...(user === undefined ? {} : { user }),
  });
  expect((await fetch(locationOf(answer))).status).toBe(200);
}

/** A text that holds these words, for comparing a part of an object. */
export function containing(words: string): unknown {
  return expect.stringContaining(words);
}
