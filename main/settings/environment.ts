/** A field of the configuration and what is wrong with it. */
export interface FieldProblem {
  /** Dotted path, such as `provider.clientId`. */
  readonly field: string;
  /** Plain words, as the rest of a line that begins with the field. */
  readonly words: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Puts environment variables in the place of `${NAME}` in every text of a JSON value. Names what is not set in
 * `problems`, by field; never shows a value.
 */
export function interpolate(
  value: unknown,
  environment: Environment,
): { readonly value: unknown; readonly problems: readonly FieldProblem[] } {
  const problems: FieldProblem[] = [];

  function walk(current: unknown, path: readonly string[]): unknown {
    if (typeof current === 'string') return replace(current, path.join('.'));
    if (Array.isArray(current)) return current.map((item, index) => walk(item, [...path, String(index)]));
    if (typeof current !== 'object' || current === null) return current;
    return Object.fromEntries(
      Object.entries(current).map(([key, item]) => [key, walk(item, [...path, key])]),
    );
  }

  function replace(text: string, field: string): string {
    return text.replaceAll(/\$\{([^}]*)\}/g, (placeholder, name: string) => {
      const known = Object.hasOwn(environment, name) ? environment[name] : undefined;
      if (known === undefined) {
        problems.push({
          field,
          words:
            name === ''
              ? '`${}` names no environment variable. Write its name between the braces, or the value here.'
              : `the environment variable ${name} is not set. Set it before starting, or write the value here.`,
        });
      }
      return known ?? placeholder;
    });
  }

  return { value: walk(value, []), problems };
}
