/** Whether a host name means this very computer, where nobody can listen in between. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

/**
 * Whether secrets may travel to an address: over https, or over http within this computer. Not where it holds a user
 * name, which hides the real host from a person's eye.
 */
export function isProtected(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}
