import { cn } from '@/lib/utils'

interface SegmentedSwitchProps<Value extends string> {
  label: string
  options: { value: Value; label: string; disabled?: boolean }[]
  value: Value
  onChange: (value: Value) => void
  /** As low as the tools of a card. */
  small?: boolean
}

/** One of a few, all of them in sight. */
export function SegmentedSwitch<Value extends string>(props: SegmentedSwitchProps<Value>) {
  const { label, options, value, onChange, small = false } = props
  return (
    <div
      role="group"
      aria-label={label}
      className={cn(
        'inline-flex items-center gap-0.5 rounded-md bg-muted p-0.5',
        small ? 'h-7 text-xs' : 'h-10 text-sm sm:h-8',
      )}
    >
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          disabled={option.disabled}
          onClick={() => onChange(option.value)}
          className={cn(
            'h-full rounded-sm px-2.5 font-medium text-muted-foreground transition-colors enabled:hover:text-foreground disabled:opacity-40',
            option.value === value && 'bg-card text-foreground shadow-card dark:bg-background',
          )}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
