'use client'

import { Crashed } from '@/components/crashed'

export default function DashboardError({ error }: { error: Error }) {
  return <Crashed error={error} />
}
