/**
 * Allows style elements without any text, and nothing else: Fluent UI makes an empty one and adds rules through the
 * object model. Browsers give an element they refuse no sheet to add to. This is the SHA-256 digest of no text.
 * https://www.w3.org/TR/CSP3/#should-block-inline
 */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/**
 * The page's content security policy. Everything it is made of comes from where the page itself does; images may also
 * stand in the page (a logo). `connects`: whether the page may talk to where it comes from, which only the page in a
 * browser has to.
 */
export function contentSecurityPolicy(connects: 'self' | 'none'): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${EMPTY_STYLE}`,
    "img-src 'self' data:",
    `connect-src '${connects}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
