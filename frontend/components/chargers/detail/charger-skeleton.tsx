import { PageBar } from '@/components/layout/page-bar'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/i18n'

/** Of the size of what follows, so that nothing jumps. */
export function ChargerFrameSkeleton() {
  return (
    <div className="flex flex-1 flex-col" aria-busy="true">
      <PageBar crumbs={[{ label: t('Chargers'), href: '/chargers' }]} back="/chargers" />
      <div className="flex flex-col gap-4 border-b px-4 md:px-6 md:pt-5">
        <div className="flex items-center gap-4 max-md:hidden">
          <Skeleton className="size-11" />
          <Skeleton className="h-11 w-72" />
        </div>
        <Skeleton className="h-10 max-w-3xl max-md:h-5" />
        <Skeleton className="mb-2 h-6 w-80" />
      </div>
      <div className="grid flex-1 gap-4 p-4 md:px-6 lg:grid-cols-[minmax(0,1fr)_348px]">
        <div className="grid content-start gap-4 sm:grid-cols-2">
          <Skeleton className="h-61" />
          <Skeleton className="h-61 max-sm:hidden" />
          <Skeleton className="h-77 sm:col-span-2" />
        </div>
        <Skeleton className="max-lg:hidden" />
      </div>
    </div>
  )
}
