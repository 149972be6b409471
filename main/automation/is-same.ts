/** Whether two plain values (JSON and maps of it) are alike in everything. Stops at the first difference. */
export function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (!isObject(left) || !isObject(right)) return false;
  if (left instanceof Map || right instanceof Map) return areMapsSame(left, right);
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  // Thousands of jobs are compared after each look: no lists and pairs are made on the way.
  for (const key of keys) if (!Object.hasOwn(right, key) || !isSame(left[key], right[key])) return false;
  return true;
}

function areMapsSame(left: unknown, right: unknown): boolean {
  if (!(left instanceof Map && right instanceof Map) || left.size !== right.size) return false;
  for (const [key, value] of left) if (!right.has(key) || !isSame(value, right.get(key))) return false;
  return true;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
