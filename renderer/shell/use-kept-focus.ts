import { useEffect } from 'react';

/** Parts of a page that have a name of their own. */
const PLACES = 'section, aside, main';

/**
 * Where what has the focus vanishes, such as a Cancel that is done with or a card that was removed, the part of the
 * page it stood in gets the focus: keyboard and screen reader go on there instead of at the top of the window.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    /** What was focused last, and what it stands in, from the inside out. */
    let trail: readonly Element[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const remember = ({ target }: FocusEvent): void => {
      trail = target instanceof Element ? withAncestors(target) : [];
    };
    // Whoever clicks on nothing has left it.
    const forget = (): void => {
      trail = [];
    };
    const observer = new MutationObserver(() => {
      if (trail[0] === undefined || trail[0].isConnected) return;
      clearTimeout(timer);
      // After a dialog, a menu or a page has given the focus to whom it wants.
      timer = setTimeout(() => {
        if (document.activeElement !== document.body) return;
        const place = trail.find((element) => element.isConnected && element.matches(PLACES));
        trail = [];
        if (place instanceof HTMLElement) focusOn(place);
      });
    });
    document.addEventListener('focusin', remember);
    document.addEventListener('pointerdown', forget);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', remember);
      document.removeEventListener('pointerdown', forget);
      observer.disconnect();
      clearTimeout(timer);
    };
  }, []);
}

function withAncestors(element: Element): readonly Element[] {
  const parent = element.parentElement;
  return parent === null ? [element] : [element, ...withAncestors(parent)];
}

function focusOn(place: HTMLElement): void {
  if (!place.hasAttribute('tabindex')) {
    place.tabIndex = -1;
    place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true });
  }
  place.focus({ preventScroll: true });
}
