import { cn } from '@/lib/utils'

/** The mark: a filled bolt on the charging blue. */
export function Logo({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'grid size-6 shrink-0 place-items-center rounded-md bg-charging text-white dark:text-background',
        className,
      )}
    >
      <svg viewBox="0 0 24 24" fill="currentColor" className="size-[66%]">
        <path d="M13.4 2.5 4.4 13a.9.9 0 0 0 .7 1.5h6.3l-1.3 6.7c-.2.9.8 1.4 1.4.7l8.9-10.6a.9.9 0 0 0-.7-1.5h-6.2L14.8 3.2c.2-.9-.8-1.4-1.4-.7Z" />
      </svg>
    </span>
  )
}
