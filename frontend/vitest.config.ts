import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

import { languages } from './locales/languages.ts'

// Threads have the zone of their process.
process.env.TZ = 'Europe/Berlin'

/** What replaces `location` or waits for streams of Node's: neither goes in a context of Node's `vm`. */
const IN_PROCESSES = ['tests/components/crashed.test.tsx', 'tests/lib/live.test.ts']

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)) } },
  test: {
    environment: 'jsdom',
    setupFiles: ['tests/setup.ts'],
    sequence: { shuffle: true },
    // A busy machine is slow, and not wrong.
    testTimeout: 20_000,
    // Node's fetch knows no relative addresses.
    env: {
      NEXT_PUBLIC_API_URL: 'http://localhost:3000',
      NEXT_PUBLIC_LANGUAGES: languages(),
    },
    restoreMocks: true,
    unstubGlobals: true,
    projects: [
      // A context for each file, in a thread that has all modules already: a third of the work of processes.
      {
        extends: true,
        test: {
          name: 'contexts',
          pool: 'vmThreads',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: IN_PROCESSES,
        },
      },
      { extends: true, test: { name: 'processes', pool: 'forks', include: IN_PROCESSES } },
    ],
  },
})
