import { expect, test } from 'vitest';
import { isLoopback, isProtected } from '../../../main/http/loopback.ts';

test.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['::1', true],
  ['[::1]', true],
  ['localhost.evil.test', false],
  ['127.0.0.1.evil.test', false],
  ['10.0.0.1', false],
  ['', false],
])('whether %s is this computer: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});

test.each([
  ['https://provider.test/token', true],
  ['http://127.0.0.1:4000/token', true],
  ['http://localhost/token', true],
  ['http://[::1]:80/', true],
  ['http://provider.test/token', false],
  ['http://127.0.0.1.evil.test/', false],
  ['https://provider.test@evil.test/', false],
  ['ftp://127.0.0.1/', false],
  ['javascript:alert(1)', false],
  ['provider.test', false],
  ['', false],
])('whether secrets may travel to %s: %s', (address, expected) => {
  expect(isProtected(address)).toBe(expected);
});
