import { Logo } from '@/components/layout/logo'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/i18n'

/** The frame while it is not yet known who is looking: same places, no data. */
export function FrameSkeleton() {
  return (
    <div className="flex min-h-dvh" aria-busy="true">
      <span role="status" className="sr-only">
        {t('Loading')}
      </span>
      <div className="hidden w-56 shrink-0 border-r bg-sidebar md:block">
        <div className="flex h-15 items-center gap-2.5 px-4.5 text-base font-semibold">
          <Logo /> CSMS
        </div>
      </div>
      <div className="flex-1">
        <div className="h-14 md:h-12 md:border-b" />
        <div className="grid gap-4 p-4 md:p-6">
          <Skeleton className="h-8 w-80 max-w-full" />
          <div className="grid grid-cols-3 gap-4 md:grid-cols-4">
            <Skeleton className="h-[123px] rounded-xl" />
            <Skeleton className="h-[123px] rounded-xl" />
            <Skeleton className="h-[123px] rounded-xl" />
            <Skeleton className="hidden h-[123px] rounded-xl md:block" />
          </div>
          <Skeleton className="h-76 rounded-xl" />
        </div>
      </div>
    </div>
  )
}
