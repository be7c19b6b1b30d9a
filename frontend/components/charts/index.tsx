'use client'

import dynamic from 'next/dynamic'

import { Skeleton } from '@/components/ui/skeleton'

const loading = () => <Skeleton className="h-full w-full" />

/** Charts load lazily: recharts weighs more than everything else on a page. */
export const PowerChart = dynamic(() => import('@/components/charts/power-chart'), { ssr: false, loading })
export const SessionChart = dynamic(() => import('@/components/charts/session-chart'), {
  ssr: false,
  loading,
})
export const PeriodChart = dynamic(() => import('@/components/charts/period-chart'), { ssr: false, loading })
export const ScheduleChart = dynamic(() => import('@/components/charts/schedule-chart'), {
  ssr: false,
  loading,
})
