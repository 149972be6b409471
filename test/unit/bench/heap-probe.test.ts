import { expect, test } from 'vitest';
import { probeAddressIn } from '../../bench/heap-probe.ts';

test('the address of the probe is read from the one line that holds it', () => {
  const address = 'ws://127.0.0.1:41235/0f2c936f-b1cd-4ac9-aab3-f63b0f33d55e';
  expect(probeAddressIn(`Debugger listening on ${address}`)).toBe(address);
  expect(probeAddressIn('For help, see: https://nodejs.org/en/docs/inspector')).toBeNull();
  expect(probeAddressIn('Debugger listening on ws://192.168.0.1:9229/x')).toBeNull();
});
