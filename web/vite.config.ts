// Build of the workbench: hashed assets without inlining, so that the content policy needs no exception.
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const chunk = (name: string, test: RegExp) => ({ name, test });

export default defineConfig({
  plugins: [
    react(),
    // Keeps the German and English strings of React Aria and drops the other languages.
    { ...optimizeLocales.vite({ locales: ['de-DE', 'en-US'] }), enforce: 'pre' as const },
  ],
  css: { preprocessorOptions: { scss: { loadPaths: ['node_modules'] } } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // React Aria is left to the splitter: table, dates and lists load with the pages that use them.
          groups: [
            chunk('react', /node_modules[\\/](react|react-dom|scheduler)[\\/]/),
            chunk('tanstack', /node_modules[\\/]@tanstack/),
          ],
        },
      },
    },
  },
  server: {
    proxy: { '^/(api|anmelden|abmelden|healthz|hilfe|barrierefreiheit)': 'http://127.0.0.1:8080' },
  },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
} as Parameters<typeof defineConfig>[0]);
