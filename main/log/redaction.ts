/** Keeps secrets out of whatever is written down. */
export interface Redactor {
  /**
   * Hides this very value from now on, also as it looks in URLs, in JSON and in base64. Values below six characters
   * would hide half the text and are left to the patterns. The function returned forgets the value again.
   */
  addSecret(value: string): () => void;
  /** Hides secrets in one text. */
  redact(text: string): string;
  /** Hides secrets in every text of a JSON value, its keys included, and under keys that name secrets. */
  redactDeep(value: unknown): unknown;
}

const HIDDEN = '[hidden]';
const LEAST_LENGTH = 6;

const SECRET_NAMES =
  'refresh_?token|access_?token|id_?token|api_?token|client_?secret|code_?verifier|client_?assertion|password|passwd|encrypted_password|pstn_password|h323_password|passcode|secret|authorization|start_?url|zak|pwd';

/**
 * A JSON pair, also one that was put into a text and so has its quotation marks escaped: the value ends at a mark
 * escaped like the one it began with, or where the text is cut.
 */
const JSON_PAIR = new RegExp(
  `(\\\\*"(?:${SECRET_NAMES})\\\\*"\\s*:\\s*(\\\\*)")(.*?)(?=(?<!\\\\)\\2"|$)`,
  'gis',
);
/** A pair as in a query, a form or an error message. */
const QUERY_PAIR = new RegExp(`\\b(${SECRET_NAMES})=[^&\\s"'<>\\\\]+`, 'gi');
/** An authorization code; a failure's or an HTTP answer's `code` is short, or all words. */
const CODE_IN_QUERY = /([?&]code=)[^&\s"'<>\\]+/gi;
const CODE_IN_JSON = /(\\*"code\\*"\s*:\s*\\*")(?=[^"\\]*\d)[^"\\]{20,}/gi;
const CREDENTIALS = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{6,}/gi;
/** RFC 7519: a header that begins with `{"` in base64, then one to four more parts. */
const JSON_WEB_TOKEN = /\beyJ[\w-]{5,}(?:\.[\w-]*){1,4}/g;
const SECRET_KEY = new RegExp(`^(?:${SECRET_NAMES})$`, 'i');

/** Makes a redactor that knows the patterns of secrets and no values yet. */
export function createRedactor(): Redactor {
  /** How often each form of a secret was added. */
  const forms = new Map<string, number>();

  function addSecret(value: string): () => void {
    if (value.length < LEAST_LENGTH) return () => undefined;
    const added = formsOf(value);
    for (const form of added) forms.set(form, (forms.get(form) ?? 0) + 1);
    let isAdded = true;
    return () => {
      if (!isAdded) return;
      isAdded = false;
      for (const form of added) {
        const count = (forms.get(form) ?? 0) - 1;
        if (count > 0) forms.set(form, count);
        else forms.delete(form);
      }
    };
  }

  function redact(text: string): string {
    let safe = text;
    // Longest first, so that no piece of a longer secret is left over.
    for (const form of [...forms.keys()].sort((left, right) => right.length - left.length)) {
      safe = safe.replaceAll(form, HIDDEN);
    }
    return safe
      .replaceAll(CREDENTIALS, `$1 ${HIDDEN}`)
      .replaceAll(JSON_WEB_TOKEN, HIDDEN)
      .replaceAll(JSON_PAIR, `$1${HIDDEN}`)
      .replaceAll(QUERY_PAIR, `$1=${HIDDEN}`)
      .replaceAll(CODE_IN_QUERY, `$1${HIDDEN}`)
      .replaceAll(CODE_IN_JSON, `$1${HIDDEN}`);
  }

  function redactDeep(value: unknown): unknown {
    if (typeof value === 'string') return redact(value);
    if (Array.isArray(value)) return value.map(redactDeep);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [redact(key), redactNamed(key, item)]),
    );
  }

  function redactNamed(key: string, item: unknown): unknown {
    const isText = typeof item === 'string' || typeof item === 'number';
    if (isText && SECRET_KEY.test(key)) return HIDDEN;
    if (typeof item === 'string' && key.toLowerCase() === 'code') {
      return /^(?=.*\d).{20,}$/s.test(item) ? HIDDEN : redact(item);
    }
    return redactDeep(item);
  }

  return { addSecret, redact, redactDeep };
}

/** The looks a value takes on in URLs, forms, JSON and headers. */
function formsOf(value: string): ReadonlySet<string> {
  const bytes = Buffer.from(value);
  return new Set([
    value,
    encodeURIComponent(value.toWellFormed()),
    new URLSearchParams({ v: value }).toString().slice(2),
    JSON.stringify(value).slice(1, -1),
    bytes.toString('base64'),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
  ]);
}
