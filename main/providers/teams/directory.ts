/**
 * Microsoft's directories (tenants), by which an app that is registered for one organization only is reached.
 * https://learn.microsoft.com/entra/identity-platform/v2-protocols#endpoints: the first part of the path is
 * `organizations`, `common`, `consumers`, a directory's id, or a domain name of it.
 */

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A host name of RFC 1123 with two parts or more; the last begins with a letter, so that no IP address is one. */
const DOMAIN = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/i;

/** Whether a text can name one directory: its id, or a domain name. Such a text is one harmless part of a path. */
export function isDirectory(text: string): boolean {
  return ID.test(text) || DOMAIN.test(text);
}

/** The paths of all organizations, and of everybody. */
const MANY = /^\/(?:organizations|common)(\/oauth2\/v2\.0\/(?:authorize|token))$/;

/**
 * The same address for one directory. An address that names no group of directories, such as one set by hand, stays
 * as it is.
 *
 * @param directory as `isDirectory` takes it
 */
export function ofDirectory(address: string, directory: string): string {
  const url = URL.parse(address);
  const rest = url === null ? null : MANY.exec(url.pathname)?.[1];
  if (url === null || rest === null || rest === undefined) return address;
  url.pathname = `/${directory}${rest}`;
  return url.href;
}
