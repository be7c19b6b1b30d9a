import { Skeleton } from '@/components/ui/skeleton'

/** The overview's shape before its numbers. */
export function OverviewSkeleton() {
  return (
    <div className="grid gap-4" aria-busy="true">
      <Skeleton className="h-8 w-80 max-w-full" />
      <div className="grid grid-cols-3 gap-4 md:grid-cols-2 xl:grid-cols-4">
        <Skeleton className="h-[86px] rounded-xl md:h-[123px]" />
        <Skeleton className="h-[86px] rounded-xl md:h-[123px]" />
        <Skeleton className="h-[86px] rounded-xl md:h-[123px]" />
        <Skeleton className="hidden h-[123px] rounded-xl md:block" />
      </div>
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_372px]">
        <Skeleton className="h-76 rounded-xl" />
        <Skeleton className="h-76 rounded-xl" />
      </div>
    </div>
  )
}
