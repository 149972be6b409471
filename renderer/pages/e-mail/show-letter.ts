/** Elements that a letter may hold; anything else is left out, whatever the markup says. */
const ALLOWED = new Set([
  'A',
  'B',
  'BR',
  'DIV',
  'HR',
  'IMG',
  'P',
  'SPAN',
  'STRONG',
  'TABLE',
  'TBODY',
  'TD',
  'TR',
]);
const STYLE = 'data-style';
/** Attributes that are shown; `href` is not, so that nothing in a sample leads anywhere. */
const KEPT_ATTRIBUTES = ['alt', 'width', 'height', 'role'];

/**
 * Shows a letter inside an element, apart from the page's own styles. The page's content security policy forbids
 * style attributes, which letters are made of: each is set by script instead, which the policy allows.
 */
export function showLetter(place: HTMLElement, html: string): void {
  const root = place.shadowRoot ?? place.attachShadow({ mode: 'open' });
  // The policy already objects to style attributes while they are being read. What people typed is escaped in the
  // markup, quotation marks included, so this can only meet attributes.
  const { body } = new DOMParser().parseFromString(html.replaceAll(' style="', ` ${STYLE}="`), 'text/html');
  const copy = document.createElement('div');
  setStyle(copy, body.getAttribute(STYLE));
  copyChildren(body, copy);
  root.replaceChildren(copy);
}

function copyChildren(from: Element, to: Element): void {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      to.append(node.textContent ?? '');
    } else if (node instanceof Element && ALLOWED.has(node.tagName)) {
      to.append(copyElement(node));
    }
  }
}

function copyElement(element: Element): HTMLElement {
  // A link becomes plain text that looks like one: it is a sample.
  const copy = document.createElement(element.tagName === 'A' ? 'span' : element.tagName.toLowerCase());
  for (const name of KEPT_ATTRIBUTES) {
    const value = element.getAttribute(name);
    if (value !== null) copy.setAttribute(name, value);
  }
  const source = element.getAttribute('src');
  if (copy instanceof HTMLImageElement && source?.startsWith('data:image/') === true) copy.src = source;
  setStyle(copy, element.getAttribute(STYLE));
  if (element.tagName === 'A' && element.getAttribute(STYLE)?.includes('background') !== true) {
    copy.style.color = '#0b5cad';
    copy.style.textDecoration = 'underline';
  }
  copyChildren(element, copy);
  return copy;
}

function setStyle(element: HTMLElement, style: string | null): void {
  if (style !== null) element.style.cssText = style;
}
