import { registerHooks } from 'node:module';

/** Loaded before the built program: gives it the stand-in wherever it asks for Electron. */
const standIn = new URL('./electron.ts', import.meta.url).href;
const ADDRESS = 'stand-in:electron';
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: ADDRESS, shortCircuit: true } : next(specifier, context),
  load: (url, context, next) =>
    url === ADDRESS
      ? {
          format: 'module',
          shortCircuit: true,
          source: `export * from '${standIn}'; export { whole as default } from '${standIn}';`,
        }
      : next(url, context),
});
