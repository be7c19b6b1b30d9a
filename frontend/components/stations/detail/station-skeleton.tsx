import { Skeleton } from '@/components/ui/skeleton'

/** Of the size of what follows, so that nothing jumps. */
export function StationSkeleton() {
  return (
    <div className="flex flex-1 flex-col gap-3 md:gap-4" aria-busy="true">
      <Skeleton className="h-8 w-120 max-w-full" />
      <Skeleton className="h-9 w-160 max-w-full max-md:h-20" />
      <div className="grid gap-3 md:gap-4 xl:grid-cols-[minmax(0,1fr)_348px]">
        <div className="grid gap-3 md:gap-4">
          <Skeleton className="h-48 md:h-75.5" />
          <Skeleton className="h-60" />
        </div>
        <Skeleton className="h-76" />
      </div>
    </div>
  )
}
