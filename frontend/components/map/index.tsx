'use client'

import dynamic from 'next/dynamic'

import { Skeleton } from '@/components/ui/skeleton'

const loading = () => <Skeleton className="h-full w-full rounded-none" />

/** The map loads lazily, with the library and the borders that it draws: most pages have none. */
export const StationMap = dynamic(() => import('@/components/map/station-map'), { ssr: false, loading })
