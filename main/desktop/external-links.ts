import { failed, inputFailure, localFailure, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';

/**
 * The one door to the system's browser. Opens http and https addresses without a user name in them and nothing else:
 * other schemes start programs. Fails with `link-refused`, or with `link-not-opened` where the system has no browser.
 */
export async function openExternalUrl(
  address: unknown,
  open: (url: string) => Promise<void>,
): Promise<Result<void>> {
  const url = typeof address === 'string' ? URL.parse(address) : null;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (url === null || !isWeb || url.username !== '' || url.password !== '') {
    return failed(
      inputFailure({
        party: 'ledger',
        code: 'link-refused',
        message: 'This is not the address of a web page, so it was not opened.',
      }),
    );
  }
  try {
    await open(url.href);
    return success(undefined);
  } catch {
    return failed(
      localFailure({
        party: 'ledger',
        code: 'link-not-opened',
        message: `The page at ${url.host} could not be opened: this computer did not start a browser.`,
        mend: 'Copy the address and open it in a browser yourself.',
        isTemporary: false,
        scope: 'job',
      }),
    );
  }
}
