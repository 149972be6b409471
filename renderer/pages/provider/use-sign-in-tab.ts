import { useEffect, useRef } from 'react';
import type { SignInView } from '../../../preload/contract/connections.ts';
import { useView } from '../../store/context.tsx';

/** Browsers let a page open a tab for a few seconds after a click. */
const CLICK_COUNTS_MS = 4000;

/**
 * Opens the sign-in page in a tab of its own where it is the page that opens addresses, once for each try, and only
 * right after the person clicked here. A browser may refuse it all the same: the page offers the address as a link too.
 */
export function useSignInTab(signIn: SignInView, askedAtMs: number | null): void {
  const opensLinks = useView((view) => view.app.opensLinks);
  const openedUrl = useRef<string | null>(null);
  const url = signIn.state === 'waiting' && signIn.surface === 'browser' ? signIn.url : null;
  useEffect(() => {
    if (url === null || opensLinks !== 'page' || openedUrl.current === url) return;
    if (askedAtMs === null || Date.now() - askedAtMs > CLICK_COUNTS_MS) return;
    openedUrl.current = url;
    const tab = window.open(url, '_blank');
    // The provider's page must not be able to steer this one.
    if (tab !== null) tab.opener = null;
  }, [url, opensLinks, askedAtMs]);
}
