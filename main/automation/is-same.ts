/** Whether two plain values (JSON and maps of it) are alike in everything. Stops at the first difference. */
export function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (left instanceof Map || right instanceof Map) {
    if (!(left instanceof Map && right instanceof Map) || left.size !== right.size) return false;
    for (const [key, value] of left) if (!right.has(key) || !isSame(value, right.get(key))) return false;
    return true;
  }
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const leftEntries = Object.entries(left);
  const rightByKey = new Map<string, unknown>(Object.entries(right));
  if (leftEntries.length !== rightByKey.size) return false;
  return leftEntries.every(([key, value]) => rightByKey.has(key) && isSame(value, rightByKey.get(key)));
}
