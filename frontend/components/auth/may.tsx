'use client'

import type { ReactNode } from 'react'

import { useRights, type Right } from '@/lib/rights'

/** What one may not do is not offered. */
export function May({ right, children }: { right: Right; children: ReactNode }) {
  return useRights().has(right) ? children : null
}
