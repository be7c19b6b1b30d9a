'use client'

import { useMemo } from 'react'

import { ScheduleChart } from '@/components/charts'
import { rangeText } from '@/components/schedules/limit-words'
import { curveProfile, ownSteps, profileSpan, type CurveProfile } from '@/lib/schedule-curve'
import type { ChargingProfile } from '@/lib/types'
import { useNow } from '@/lib/use-now'

const MINUTE = 60_000

export function ProfileCurve({ profile }: { profile: ChargingProfile }) {
  const curve = useMemo(() => curveProfile(profile), [profile])
  return <Curve curve={curve} />
}

/** A profile over its own time: a cycle, its schedule, or the hours of a session. */
export function Curve({ curve }: { curve: CurveProfile }) {
  const now = useNow(MINUTE)
  if (now === 0) return null
  const span = profileSpan(curve, now)
  return (
    <ScheduleChart
      label={rangeText(curve)}
      unit={curve.unit}
      span={span}
      limits={ownSteps(curve, span)}
      now={curve.kind === 'Relative' ? null : now}
      compact
    />
  )
}
