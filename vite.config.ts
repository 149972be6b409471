import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * Builds the page for both shells: the desktop app shows it from `app://ui/`, the service from loopback. Nothing is
 * inlined, since the content security policy of either forbids that; no source maps, since they would be delivered.
 */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    sourcemap: false,
    // Both shells run in a current Chromium, or in a browser of the last two years.
    target: 'es2023',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
});
