import { Skeleton } from '@/components/ui/skeleton'

/** The shape of connect-charger.tsx while it is loaded. */
export function ConnectSkeleton() {
  return (
    <div className="mx-auto w-full max-w-190 pb-6 md:pt-7" aria-busy="true">
      <Skeleton className="h-7 w-80 max-w-full" />
      <Skeleton className="mt-1 h-5 w-full max-w-120" />
      <Skeleton className="mt-6 h-128 rounded-xl" />
      <Skeleton className="mt-5 h-24 rounded-xl" />
    </div>
  )
}
