import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/**
 * Fluent UI's keyboard navigation (Tabster) puts empty, invisible elements before and after a list that is gone through
 * by arrow keys. They are out of the accessibility tree and hand the focus on at once, so nobody meets them, but axe
 * takes each for a hidden element that keeps the focus.
 */
const FOCUS_SENTINELS = 'i[data-tabster-dummy][aria-hidden="true"]';

/**
 * Has axe look at the page as it is shown now; whatever it finds fails the test, named by its rule and place.
 * @param where what is shown, for telling findings apart
 */
export async function expectNoAxeFindings(page: Page, where = 'the page'): Promise<void> {
  // Without frames there is nothing to put together on a page of axe's own, which takes most of the time.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await axe.exclude(FOCUS_SENTINELS).analyze();
  const findings = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const place = target.map(String).join(' ');
      return `${id}: ${help} (${place})\n${failureSummary ?? ''}`;
    }),
  );
  expect.soft(findings, where).toEqual([]);
}
