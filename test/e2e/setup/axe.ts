import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/**
 * Fluent UI's keyboard navigation (Tabster) puts empty, invisible elements before and after a list that is gone through
 * by arrow keys. They are out of the accessibility tree and hand the focus on at once, so nobody meets them, but axe
 * takes each for a hidden element that keeps the focus.
 */
const FOCUS_SENTINELS = 'i[data-tabster-dummy][aria-hidden="true"]';

const CONTRAST = 'color-contrast';
const OWN_COLOURS = 'data-own-colours';

/**
 * Has axe look at the page as it is shown now; whatever it finds fails the test, named by its rule and place.
 * @param where what is shown, for telling findings apart
 */
export async function expectNoAxeFindings(page: Page, where = 'the page'): Promise<void> {
  const findings = (await areColoursForced(page))
    ? [...(await findingsOf(axe(page).disableRules(CONTRAST))), ...(await contrastOfOwnColours(page))]
    : await findingsOf(axe(page));
  expect.soft(findings, where).toEqual([]);
}

function axe(page: Page): AxeBuilder {
  // Without frames there is nothing to put together on a page of axe's own, which takes most of the time.
  const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  return builder.exclude(FOCUS_SENTINELS);
}

async function findingsOf(builder: AxeBuilder): Promise<readonly string[]> {
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const place = target.map(String).join(' ');
      return `${id}: ${help} (${place})\n${failureSummary ?? ''}`;
    }),
  );
}

function areColoursForced(page: Page): Promise<boolean> {
  return page.evaluate(() => matchMedia('(forced-colors: active)').matches);
}

/**
 * In forced colours the system paints text, and axe goes by `-webkit-text-fill-color`, which Chromium tells as if it
 * did not. Only what chooses colours for itself can be unreadable then, and can be asked for them.
 */
async function contrastOfOwnColours(page: Page): Promise<readonly string[]> {
  const count = await page.evaluate((mark) => {
    const all = [...document.querySelectorAll('body *')];
    for (const element of all) {
      element.toggleAttribute(mark, getComputedStyle(element).forcedColorAdjust === 'none');
    }
    return document.querySelectorAll(`[${mark}]`).length;
  }, OWN_COLOURS);
  return count === 0 ? [] : findingsOf(axe(page).include(`[${OWN_COLOURS}]`).withRules(CONTRAST));
}
