import type { View } from '../../preload/contract/view.ts';
import { PROVIDER_NAMES } from '../../preload/contract/primitives.ts';
import type { JobRow } from '../../preload/contract/jobs.ts';
import type { JobSituation } from '../automation/automation.ts';
import type { AppSettings } from '../settings/app-settings.ts';
import type { Result } from '../sync/failure.ts';
import type { HistoryEntry } from '../sync/ports.ts';

/** What a diagnostics file is written from. */
export interface DiagnosticsInput {
  readonly atMs: number;
  readonly view: View;
  readonly settings: AppSettings;
  readonly platform: readonly (readonly [string, string])[];
  readonly jobs: Iterable<JobSituation>;
  /** Rows of jobs that need a person, soonest first, each with its newest history. */
  readonly inTrouble: readonly { readonly row: JobRow; readonly history: Result<readonly HistoryEntry[]> }[];
  /** Lines as they are in the file, oldest first. */
  readonly logLines: readonly string[];
  /** Hides secrets; goes over the finished text. */
  readonly redact: (text: string) => string;
  /** Shortens names and addresses of people. */
  readonly shorten: (text: string) => string;
}

/** The text for whoever helps: plain, with a table of contents, secrets left out and people shortened. */
export function writeDiagnostics(input: DiagnosticsInput): string {
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['ReadyMeet and this computer', computerLines(input)],
    ['Settings', settingsLines(input.settings)],
    ['Connections', connectionLines(input.view)],
    ['Work', workLines(input.view)],
    ['Jobs by state', countLines(input.jobs)],
    ['Jobs in trouble', troubleLines(input)],
    [`The last ${String(input.logLines.length)} lines of the log`, input.logLines],
  ];
  const text = [
    'ReadyMeet diagnostics',
    `Written ${new Date(input.atMs).toISOString()}. Secrets are left out; people are shortened to initials.`,
    '',
    'Contents',
    ...sections.map(([title], index) => `  ${String(index + 1)}. ${title}`),
    ...sections.flatMap(([title, lines], index) => [
      '',
      `${String(index + 1)}. ${title}`,
      ...(lines.length === 0 ? ['  none'] : lines.map((line) => `  ${line}`)),
    ]),
    '',
  ].join('\n');
  // Secrets first: a shortened address could hide a piece of one from the filter.
  return input.shorten(input.redact(text));
}

/** `ReadyMeet diagnostics 2026-11-22 1405.txt`, by UTC. */
export function diagnosticsFileName(atMs: number): string {
  const [day = '', time = ''] = new Date(atMs).toISOString().split('T');
  return `ReadyMeet diagnostics ${day} ${time.slice(0, 5).replace(':', '')}.txt`;
}

function computerLines({ view, platform }: DiagnosticsInput): readonly string[] {
  return [
    `Version: ${view.app.version}`,
    `Shell: ${view.app.shell}`,
    `Secrets: ${view.app.keepsSecrets}`,
    `Data folder: ${view.settings.dataFolder}`,
    ...platform.map(([name, value]) => `${name}: ${value}`),
  ];
}

function settingsLines(settings: AppSettings): readonly string[] {
  const { letterTemplate, account: _account, ...others } = settings;
  const letters =
    letterTemplate === null
      ? "ReadyMeet's own letters"
      : {
          ...letterTemplate,
          logo: letterTemplate.logo === null ? null : `${String(letterTemplate.logo.length)} characters`,
        };
  return JSON.stringify({ ...others, letterTemplate: letters }, null, 2).split('\n');
}

function connectionLines({ skedulo, provider, automation, mail }: View): readonly string[] {
  const { account } = provider;
  return [
    `Skedulo: ${skedulo.state}${problemWords(skedulo.problem)}`,
    `  address ${skedulo.apiUrl ?? 'not known'}, tenant ${skedulo.tenantId ?? 'not known'}, roles ${skedulo.roles.join(', ') || 'none told'}`,
    `  token ${skedulo.tokenFingerprint ?? 'none'}, ends ${instant(skedulo.tokenExpiresAtMs)}`,
    account === null
      ? 'Provider: none connected'
      : `Provider: ${PROVIDER_NAMES[account.kind]}, ${account.state}${problemWords(account.problem)}`,
    ...(account === null
      ? []
      : [
          `  authorized by ${account.name}, ${account.email}, since ${instant(account.connectedAtMs)}`,
          ...account.notes.map((note) => `  ${note}`),
        ]),
    `  signing in: ${provider.signIn.state}`,
    ...(provider.quota === null
      ? []
      : [`  requests today: ${String(provider.quota.used)} of ${String(provider.quota.perDay)}`]),
    `Automation: ${automation.isEnabled ? 'enabled' : 'not enabled'}${problemWords(automation.obstacle)}`,
    ...automation.checks.map(({ title, state, words }) => `  ${title}: ${state}. ${words}`),
    `E-mail: ${mail.state}${problemWords(mail.problem)}`,
  ];
}

function problemWords(problem: { readonly code: string; readonly message: string } | null): string {
  return problem === null ? '' : ` (${problem.code}: ${problem.message})`;
}

function workLines({ headline, sync, attention, notices }: View): readonly string[] {
  return [
    `${headline.words}${headline.cause === null ? '' : `: ${headline.cause}`}`,
    `Last look ${instant(sync.lastPassMs)}, next ${instant(sync.nextPassMs)}, covered up to ${instant(sync.coveredUpToMs)}`,
    `Offline since ${instant(sync.offlineSinceMs)}, paused until ${instant(sync.pausedUntilMs)}`,
    `Jobs seen: ${String(sync.jobsSeen)}`,
    ...attention.map(({ code, title, message }) => `Needs a person (${code}): ${title}. ${message}`),
    ...notices.map(({ code, message }) => `To know (${code}): ${message}`),
  ];
}

function countLines(jobs: Iterable<JobSituation>): readonly string[] {
  const counts = new Map<string, number>();
  const count = (name: string): void => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  for (const { job, record, findings } of jobs) {
    count(`job ${job?.status ?? 'not seen'}`);
    count(`meeting ${record?.meeting.state ?? 'none'}`);
    count(`link ${record?.link.state ?? 'none'}`);
    for (const { sent, sending, trouble } of record?.invitations.values() ?? []) {
      if (trouble !== null) count('invitation failed');
      else if (sending !== null) count('invitation on its way');
      else count(sent === null ? 'invitation not sent' : `invitation sent ${sent.method}`);
    }
    for (const { kind, code } of findings) count(`finding ${kind} ${code}`);
  }
  return [...counts]
    .sort(([left], [right]) => left.localeCompare(right, 'en'))
    .map(([name, number]) => `${name}: ${String(number)}`);
}

function troubleLines({ inTrouble }: DiagnosticsInput): readonly string[] {
  return inTrouble.flatMap(({ row, history }) => [
    `${row.jobName} (${row.jobId}), ${row.status ?? 'not seen'}, starts ${instant(row.startMs)}: ${row.words}`,
    `  meeting ${row.meeting.state} (${row.meeting.words}), link ${row.link.state} (${row.link.words}), invitations ${row.invitations.state} (${row.invitations.words})`,
    ...historyLines(history),
  ]);
}

function historyLines(history: Result<readonly HistoryEntry[]>): readonly string[] {
  if (!history.ok) return [`  its history cannot be read${problemWords(history.failure)}`];
  return history.value.map(
    ({ atMs, actor, action, detail }) => `  ${instant(atMs)} ${actor} ${action}: ${detail}`,
  );
}

function instant(atMs: number | null): string {
  if (atMs === null) return 'never';
  const date = new Date(atMs);
  return Number.isFinite(date.getTime()) ? date.toISOString() : 'not known';
}
