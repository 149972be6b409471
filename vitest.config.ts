import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    setupFiles: ['test/fakes/fixed-seed.ts'],
    reporters: ['default', ['json', { outputFile: 'out/results/unit.json' }]],
    // More than there are processors on a small machine: the tests of whole services mostly wait.
    maxWorkers: 3,
    // They leave nothing behind, and what they import is loaded once: a third of the time.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          // A project of its own: what others have imported would be imported anew for another environment.
          name: 'renderer',
          include: ['test/unit/**/*.test.tsx'],
          environment: 'jsdom',
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          // What they start many times is compiled once.
          env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('out/compile-cache', import.meta.url)) },
          globalSetup: ['test/integration/service/build-service.ts'],
        },
      },
    ],
  },
});
