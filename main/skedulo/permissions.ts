const NEEDED = ['skedulo.tenant.data.view', 'skedulo.tenant.data.modify'] as const;
const DEEPEST_LEVEL = 4;

/**
 * Which of the permissions ReadyMeet needs are missing from what who-am-I tells. The shape of `permissions` is not
 * documented: names are taken from lists and from keys, and where there are none, nothing is said to be missing.
 */
export function missingPermissions(permissions: unknown): string[] {
  const names = new Set<string>();
  collectNames(permissions, names, 0);
  if (names.size === 0) return [];
  return NEEDED.filter((needed) => ![...names].some((name) => grants(name, needed)));
}

function collectNames(value: unknown, names: Set<string>, level: number): void {
  if (level > DEEPEST_LEVEL) return;
  if (typeof value === 'string') {
    if (/^(skedulo\.|\*$)/.test(value)) names.add(value);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (inner !== false && inner !== null) collectNames(key, names, level + 1);
    collectNames(inner, names, level + 1);
  }
}

/** `skedulo.tenant.*` grants all below it; so, read generously, does `skedulo.tenant.data`. */
function grants(name: string, needed: string): boolean {
  if (name === needed || name === '*') return true;
  const prefix = name.endsWith('*') ? name.slice(0, -1) : `${name}.`;
  return needed.startsWith(prefix);
}
