import type { NextConfig } from 'next'
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants'

import { languages } from './locales/languages'

/**
 * `next build` writes a static dashboard to `out/`, which the Python process serves on its own origin.
 * `next dev` and Vercel run the same code as an ordinary Next.js application: under them a dynamic
 * segment takes any value, under export it is served by the `_` shell (see lib/use-route-id.ts).
 */
export default function config(phase: string): NextConfig {
  const exported = phase !== PHASE_DEVELOPMENT_SERVER && !process.env.VERCEL
  return {
    ...(exported ? { output: 'export' as const } : {}),
    trailingSlash: false,
    reactStrictMode: true,
    typedRoutes: false,
    images: { unoptimized: true },
    devIndicators: false,
    // In fewer, larger files: they compress better, and a first load waits for fewer of them.
    experimental: { turbopackChunking: { minChunkSize: 150_000 } },
    env: { NEXT_PUBLIC_LANGUAGES: languages() },
  }
}
