import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe, expect, test } from 'vitest';
import { HEADLINE_STATES } from '../../../../preload/contract/view.ts';
import { Mark, markName } from '../../../../renderer/components/mark.tsx';
import { StateIcon } from '../../../../renderer/components/state-icon.tsx';
import { StateShape } from '../../../../renderer/components/state-shape.tsx';
import { confirmed, failed, notMeant, notYet } from '../../../fakes/job-rows.ts';
import { MONDAY_MS } from '../../../fakes/jobs.ts';
import { setUpBrowser } from '../render-app.tsx';

setUpBrowser();

/** What is drawn, without colours and sizes: only that tells shapes apart in one colour. */
function outline(element: ReactNode): string {
  const { container } = render(<FluentProvider theme={webLightTheme}>{element}</FluentProvider>);
  const svg = container.querySelector('svg');
  if (svg === null) throw new Error('Nothing is drawn.');
  return svg.innerHTML.replaceAll(/class="[^"]*"/g, '');
}

const MARKS = [notMeant(''), notYet(''), confirmed('', MONDAY_MS), failed('', MONDAY_MS)];

describe('shapes', () => {
  test('of the four marks are four', () => {
    expect(new Set(MARKS.map((mark) => outline(<Mark mark={mark} label="Link" />))).size).toBe(4);
  });

  test('of the six headlines are six', () => {
    expect(new Set(HEADLINE_STATES.map((state) => outline(<StateIcon state={state} />))).size).toBe(6);
  });

  test('of the five standings are five', () => {
    const standings = ['good', 'to-do', 'wrong', 'not-needed', 'checking'] as const;
    expect(new Set(standings.map((standing) => outline(<StateShape standing={standing} />))).size).toBe(5);
  });
});

describe('the name of a mark', () => {
  test.each([
    [notMeant('None is meant to be'), 'Link: not meant to be. None is meant to be'],
    [notYet('Not written yet'), 'Link: not yet. Not written yet'],
    [notYet(''), 'Link: not yet'],
    [failed('The job is locked', MONDAY_MS), /^Link: failed\. The job is locked, today \d/],
    [confirmed('On the job', MONDAY_MS), /^Link: confirmed\. On the job, today \d/],
  ])('of %j says what, how and when', (mark, name) => {
    expect(markName(mark, 'Link', MONDAY_MS)).toMatch(name);
  });

  test('is there to be read with and without words beside it', () => {
    const { container } = render(
      <FluentProvider theme={webLightTheme}>
        <Mark mark={failed('The job is locked', MONDAY_MS)} label="Link" withWords />
      </FluentProvider>,
    );
    expect(container.textContent).toBe('Link: failed. The job is locked');
  });
});
