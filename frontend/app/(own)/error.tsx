'use client'

import { Crashed } from '@/components/crashed'

export default function OwnError({ error }: { error: Error }) {
  return <Crashed error={error} />
}
