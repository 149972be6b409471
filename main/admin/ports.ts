import type {
  LetterKind,
  LetterPreview,
  LetterProblem,
  LetterTemplate,
} from '../../preload/contract/letters.ts';
import type { Automation } from '../automation/automation.ts';
import type { Checks } from '../automation/checks.ts';
import type { Log } from '../log/logger.ts';
import type { Redactor } from '../log/redaction.ts';
import type { Sender } from '../mail/address.ts';
import type { LetterStyle } from '../mail/letter-style.ts';
import type { BuiltInClients } from '../providers/built-in-clients.ts';
import type { Disconnection, DisconnectOptions } from '../providers/disconnect.ts';
import type { SignIn, SignInOptions } from '../providers/sign-in.ts';
import type { SecretStore, SettingsStore } from '../settings/stores.ts';
import type { Result } from '../sync/failure.ts';
import type { Clock, Ledger } from '../sync/ports.ts';
import type { MomentWords } from './moment-words.ts';
import type { Shell } from './shell.ts';

/** Timers, so that tests decide when time passes. */
export interface Scheduler {
  /** Calls once after the time; the returned function prevents that. */
  after(delayMs: number, run: () => void): () => void;
}

/** How letters are checked and shown: `main/mail/letter-*.ts`. */
export interface Letters {
  readonly defaultTemplate: LetterTemplate;
  check(template: LetterTemplate): readonly LetterProblem[];
  toStyle(template: LetterTemplate): LetterStyle;
  preview(
    template: LetterTemplate,
    kind: LetterKind,
    timeZone: string,
    nowMs: number,
    sender: Sender | null,
  ): LetterPreview;
}

/** The log's file as bytes. Never fails: what cannot be read is not there. */
export interface LogFileReader {
  /** Size and identity of the file as it is now; null where there is none. A file put aside for a new one gets another id. */
  stat(): Promise<{ readonly sizeBytes: number; readonly id: string } | null>;
  /** Up to `lengthBytes` bytes from `fromByte` on. */
  read(fromByte: number, lengthBytes: number): Promise<Uint8Array>;
}

/** What the admin is made of. Everything that touches the outside world comes in here. */
export interface AdminOptions {
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly automation: Automation;
  readonly ledger: Pick<Ledger, 'reference' | 'readCounter'>;
  readonly shell: Shell;
  readonly checks: Checks;
  readonly letters: Letters;
  /** Makes the sign-in; the rest of its options is the shell's. */
  readonly createSignIn: (options: Pick<SignInOptions, 'onConnected' | 'isInUse'>) => SignIn;
  readonly disconnect: (options: DisconnectOptions, signal: AbortSignal) => Promise<Result<Disconnection>>;
  /** Finds the origin of the team's Skedulo web app; null where it cannot be told. */
  readonly findWebApp: (token: string, apiUrl: string, signal: AbortSignal) => Promise<string | null>;
  readonly builtInClients: BuiltInClients;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly logFile: LogFileReader;
  readonly log: Log;
  readonly redactor: Redactor;
  /** Times in the headline, by the computer's locale and zone. */
  readonly momentWords: MomentWords;
  /** IANA name of the computer's zone, in which days begin. */
  readonly timeZone: string;
  readonly version: string;
  readonly dataFolder: string;
  /** Facts of the platform for the diagnostics, such as `['Node', '24.21.0']`. */
  readonly platform: readonly (readonly [string, string])[];
}
