'use client'

import { lazy } from 'react'

/** Every page comes with this one, so what it shows is only fetched where it is needed. */
const NothingHere = lazy(() => import('@/components/nothing-here'))

export default function NotFound() {
  return <NothingHere />
}
