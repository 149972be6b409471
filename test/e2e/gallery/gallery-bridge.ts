import { BRIDGE_KEY } from '../../../preload/contract/contract.ts';
import type { Answer } from '../../../preload/contract/contract.ts';
import { commands } from '../../../preload/contract/commands.ts';
import type { CommandName } from '../../../preload/contract/commands.ts';
import type { LetterPreview } from '../../../preload/contract/letters.ts';
import type { View } from '../../../preload/contract/view.ts';
import { createFakeBridge, OK, refused } from '../../fakes/fake-bridge.ts';
import { sampleDetails } from '../../fakes/job-rows.ts';
import { SCENES } from '../../fakes/scenes.ts';
import { sampleTemplate } from '../../fakes/views.ts';

// Runs in the gallery's page before the renderer does: stands in for the program with a scene.
// `?scene=attention&page=jobs&job=a0J000000000006` chooses what is shown.

/** Put in when this file is bundled: the letters of the sample template, as the program makes them. */
declare const SAMPLE_LETTERS: readonly LetterPreview[];

const ANSWER_AFTER_MS = 250;
const query = new URLSearchParams(window.location.search);
const page = query.get('page');
const job = query.get('job');
if (page !== null) sessionStorage.setItem('page', page);
const scene = (SCENES[query.get('scene') ?? 'working'] ?? failOnScene)(Date.now());
let view: View = scene.view;

function failOnScene(): never {
  throw new Error(`There is no such scene. Scenes: ${Object.keys(SCENES).join(', ')}.`);
}

const bridge = createFakeBridge(
  () => [
    { name: 'letter-template', payload: sampleTemplate() },
    { name: 'view', payload: view },
    { name: 'jobs', payload: { revision: 1, isWhole: true, rows: [...scene.rows], removed: [] } },
    ...(job === null ? [] : [{ name: 'navigate', payload: { page: 'jobs', jobId: job } } as const]),
  ],
  async (name, input) => {
    await new Promise((resolve) => setTimeout(resolve, ANSWER_AFTER_MS));
    // What the program would refuse is refused here too.
    const parsed = commands[name].safeParse(input);
    return parsed.success ? (DOINGS[name]?.(input) ?? OK) : refused('bad-input', parsed.error.message);
  },
);

function changeView(changes: Partial<View>): void {
  view = { ...view, ...changes, revision: view.revision + 1 };
  bridge.push({ name: 'view', payload: view });
}

/** What is more than an OK. */
const DOINGS: Readonly<Partial<Record<CommandName, (input: unknown) => Answer>>> = {
  'watch-job': (input) => {
    const { jobId } = commands['watch-job'].parse(input);
    const row = scene.rows.find((candidate) => candidate.jobId === jobId);
    if (jobId !== null) {
      const details = row === undefined ? null : sampleDetails(Date.now(), row);
      bridge.push({ name: 'job-details', payload: { jobId, details } });
    }
    return OK;
  },
  'watch-log': () => {
    bridge.push({ name: 'log', payload: { isWhole: true, lines: [...scene.log] } });
    return OK;
  },
  pause: () => {
    changeView({
      headline: { state: 'paused', words: 'Paused until 15:00', cause: null },
      sync: { ...view.sync, nextPassMs: null, pausedUntilMs: Date.now() + 1_800_000 },
    });
    return OK;
  },
  resume: () => {
    changeView({
      headline: { state: 'ready', words: 'Working', cause: null },
      sync: { ...view.sync, nextPassMs: Date.now() + 30_000, pausedUntilMs: null },
    });
    return OK;
  },
  'select-provider': (input) => {
    const { kind } = commands['select-provider'].parse(input);
    changeView({ provider: { ...view.provider, selected: kind } });
    return OK;
  },
  'preview-letter': (input) => {
    const { template, kind, timeZone } = commands['preview-letter'].parse(input);
    const sample = SAMPLE_LETTERS.find((letter) => letter.kind === kind);
    if (sample !== undefined && JSON.stringify(template) === JSON.stringify(sampleTemplate())) {
      bridge.push({ name: 'letter-preview', payload: { ...sample, timeZone } });
      return OK;
    }
    const { subject, opening, closing } = template[kind];
    const paragraphs = [template.greeting, opening, closing, template.footer];
    const html = paragraphs.map((text) => `<p style="color:${template.colour}">${escape(text)}</p>`).join('');
    const text = paragraphs.join('\n\n');
    bridge.push({ name: 'letter-preview', payload: { kind, timeZone, subject, html, text, problems: [] } });
    return OK;
  },
  'retry-job': () =>
    refused(
      'job-locked',
      'JOB-0006 is still locked in Skedulo. The meeting is kept; the link was not written.',
      'Unlock the job in Skedulo, then try again.',
    ),
};

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

Object.defineProperty(window, BRIDGE_KEY, { value: bridge });
if (!scene.isConnected) {
  setTimeout(() => {
    bridge.connect(false);
  }, 50);
}
