import { defineConfig } from 'vitest/config';

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };

/** Where `npm run dev` finds the API: the mock, or a running Spillway (`SPILLWAY_API=http://127.0.0.1:8080`). */
const api = process.env['SPILLWAY_API'] ?? 'http://127.0.0.1:8788';

export default defineConfig({
  base: './',
  cacheDir: '../../../target/web-cache',
  build: {
    outDir: '../../../target/classes/web',
    emptyOutDir: true,
    target: 'es2022',
    // What is shipped of others comes with its licence.
    license: { fileName: 'licenses.txt' },
    modulePreload: { polyfill: false },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: api, ws: true } },
  },
  test: { include: ['test/**/*.test.ts'] },
});
