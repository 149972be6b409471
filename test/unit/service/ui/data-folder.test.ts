import { expect, test } from 'vitest';
import { defaultDataFolder } from '../../../../main/service/ui/data-folder.ts';

test.each([
  [
    'win32',
    { APPDATA: 'C:\\Users\\ann\\AppData\\Roaming' },
    'C:\\Users\\ann\\AppData\\Roaming\\ReadyMeet Service',
  ],
  ['win32', {}, 'C:\\Users\\ann\\AppData\\Roaming\\ReadyMeet Service'],
  ['win32', { APPDATA: '', XDG_CONFIG_HOME: '/x' }, 'C:\\Users\\ann\\AppData\\Roaming\\ReadyMeet Service'],
] as const)('%s with %j: %s', (platform, environment, folder) => {
  expect(defaultDataFolder(platform, environment, 'C:\\Users\\ann')).toBe(folder);
});

test.each([
  ['darwin', { XDG_CONFIG_HOME: '/x' }, '/home/ann/Library/Application Support/ReadyMeet Service'],
  ['linux', {}, '/home/ann/.config/ReadyMeet Service'],
  ['linux', { XDG_CONFIG_HOME: '/data/config' }, '/data/config/ReadyMeet Service'],
  ['linux', { XDG_CONFIG_HOME: '' }, '/home/ann/.config/ReadyMeet Service'],
  ['linux', { XDG_CONFIG_HOME: 'relative' }, '/home/ann/.config/ReadyMeet Service'],
  ['freebsd', { APPDATA: 'C:\\' }, '/home/ann/.config/ReadyMeet Service'],
] as const)('%s with %j: %s', (platform, environment, folder) => {
  expect(defaultDataFolder(platform, environment, '/home/ann')).toBe(folder);
});
