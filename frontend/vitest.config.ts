import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

import { languages } from './locales/languages.ts'

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)) } },
  test: {
    environment: 'jsdom',
    include: ['tests/**/*.test.{ts,tsx}'],
    setupFiles: ['tests/setup.ts'],
    sequence: { shuffle: true },
    // A busy machine is slow, and not wrong.
    testTimeout: 20_000,
    // Node's fetch knows no relative addresses.
    env: {
      TZ: 'Europe/Berlin',
      NEXT_PUBLIC_API_URL: 'http://localhost:3000',
      NEXT_PUBLIC_LANGUAGES: languages(),
    },
    restoreMocks: true,
    unstubGlobals: true,
  },
})
