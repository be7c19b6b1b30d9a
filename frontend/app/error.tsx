'use client'

import { Crashed } from '@/components/crashed'

export default function RootError({ error }: { error: Error }) {
  return <Crashed error={error} />
}
