import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';

const DEMO = fileURLToPath(new URL('../simulators/demo.ts', import.meta.url));

const summarySchema = z.object({
  jobsSeen: z.number(),
  meetingsCreated: z.number(),
  meetingsUpdated: z.number(),
  meetingsCancelled: z.number(),
  linksWritten: z.number(),
  emailsSent: z.number(),
  skipped: z.array(z.object({ job: z.string(), reason: z.string() })),
  needsAttention: z.array(z.object({ job: z.string(), code: z.string(), message: z.string() })),
  requests: z.object({ skedulo: z.number(), provider: z.number() }),
  durationMs: z.number(),
});

interface DemoProcess {
  readonly child: ChildProcess;
  readonly stdout: Promise<string>;
  readonly stderr: Promise<string>;
  /** Resolves once nobody holds the output any more: the service that the demo starts has ended too. */
  readonly closed: Promise<number | null>;
  /** Folders that the demo left behind. */
  leftovers(): readonly string[];
}

function startDemo(args: readonly string[]): DemoProcess {
  const folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', DEMO, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // CI: no browser is opened.
    env: { ...process.env, TMPDIR: folder, TEMP: folder, CI: 'true' },
  });
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  });
  return {
    child,
    stdout: text(child.stdout),
    stderr: text(child.stderr),
    closed: new Promise((resolve) => {
      child.once('close', resolve);
    }),
    leftovers: () => readdirSync(folder).filter((name) => name.startsWith('ready-meet-')),
  };
}

test.each(['zoom', 'teams', 'meet'])(
  'one run with %s does everything but the locked job',
  async (provider) => {
    const demo = startDemo(['--once', '--json', '--provider', provider]);
    const [stdout, stderr, exitCode] = await Promise.all([demo.stdout, demo.stderr, demo.closed]);
    // A slow computer is told how far it has come.
    expect(stderr.replaceAll(/^\d+ meetings made, .* …\n/gm, '')).toBe('');
    expect(exitCode).toBe(1);
    const summary = summarySchema.parse(JSON.parse(stdout));
    expect(summary).toMatchObject({
      jobsSeen: 27,
      meetingsCreated: 25,
      meetingsUpdated: 0,
      meetingsCancelled: 0,
      linksWritten: 25,
      emailsSent: 44,
    });
    expect(summary.needsAttention.map(({ job, code }) => `${job} ${code}`)).toEqual(['JOB-0027 job-locked']);
    expect(summary.skipped.map(({ job }) => job)).toEqual(['JOB-0022', 'JOB-0024', 'JOB-0026']);
    expect(summary.requests.provider).toBeGreaterThanOrEqual(25);
    expect(demo.leftovers()).toEqual([]);
  },
);

test('without --json the run is told in words and checked', async () => {
  const demo = startDemo(['--once']);
  const [stdout, exitCode] = await Promise.all([demo.stdout, demo.closed]);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('The office before:');
  expect(stdout).toContain('25 meetings made, 25 links written, 44 e-mails sent');
  expect(stdout).toContain('44 messages in the mailbox');
  expect(stdout).toContain('each of 25 jobs has exactly one meeting and one link');
});

test.each(['SIGINT', 'SIGTERM'] as const)('the endless demo ends in order at %s', async (signal) => {
  const demo = startDemo([]);
  const begun = Promise.withResolvers<void>();
  let printed = '';
  demo.child.stdout?.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
    // The page is there, and the first event of the office has happened.
    if (/\/enter\?token=/.test(printed) && printed.includes('becomes Ready')) begun.resolve();
  });
  await begun.promise;
  demo.child.kill(signal);
  demo.child.kill(signal);
  const [stdout, stderr, exitCode] = await Promise.all([demo.stdout, demo.stderr, demo.closed]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/The mailbox, in a browser: http:\/\/127\.0\.0\.1:\d+\n/);
  expect(stdout).toMatch(/The Skedulo API Token of this made-up office:\n {2}\S+\n/);
  // The service's own last words: it was not killed.
  expect(stderr).toContain('Stopping');
  expect(demo.leftovers()).toEqual([]);
});

test('with --ready everything is connected, and jobs get their links', async () => {
  const demo = startDemo(['--ready', '--provider', 'teams']);
  const mailed = Promise.withResolvers<void>();
  demo.child.stdout?.on('data', (chunk: Buffer) => {
    if (/messages so far: [1-9]/.test(chunk.toString())) mailed.resolve();
  });
  await mailed.promise;
  demo.child.kill('SIGINT');
  const [stdout, exitCode] = await Promise.all([demo.stdout, demo.closed]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('connected to Microsoft Teams and enabled');
  expect(stdout).not.toContain('API Token');
});

test.each([['--json'], ['--once', '--ready'], ['--provider', 'webex'], ['--wrong']])(
  '%s is refused',
  async (...args) => {
    const demo = startDemo(args);
    const [stdout, stderr, exitCode] = await Promise.all([demo.stdout, demo.stderr, demo.closed]);
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toContain('Usage: npm run demo');
  },
);
