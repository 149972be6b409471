import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.{ts,tsx}', 'test/integration/**/*.test.ts'],
    setupFiles: ['test/fakes/fixed-seed.ts'],
    globalSetup: ['test/integration/service/build-service.ts'],
    reporters: ['default', ['json', { outputFile: 'out/results/unit.json' }]],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
});
