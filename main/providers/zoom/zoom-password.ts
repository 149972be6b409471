/**
 * Says in plain words why Zoom would refuse a meeting password; null when it would not. Zoom: up to 10 characters,
 * letters, digits and some special characters; only those that every account accepts are let through. The
 * account's own passcode rules may ask for more, which only Zoom can tell.
 */
export function validateZoomPassword(text: string): string | null {
  if (text === '') return 'The meeting password is empty; leave it out to let Zoom choose one.';
  if (text.length > 10) return 'The meeting password is longer than the 10 characters that Zoom allows.';
  if (!/^[a-zA-Z0-9@\-_*!#]+$/.test(text)) {
    return 'The meeting password may hold only letters A to Z, digits and @ - _ * ! #.';
  }
  return null;
}
