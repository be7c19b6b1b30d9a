'use client'

import { RadioGroup } from 'radix-ui'

import { cn } from '@/lib/utils'

interface SegmentedSwitchProps<Value extends string> {
  /** What is chosen, for who cannot see it: "Unit". */
  label: string
  value: Value
  options: { value: Value; label: string; disabled?: boolean }[]
  onChange: (value: Value) => void
  /** As high as a toolbar's other tools; otherwise as low as those of a card. */
  large?: boolean
  className?: string
}

/** One of a few, side by side, all in sight. It looks like tabs, but has no panel of its own. */
export function SegmentedSwitch<Value extends string>(props: SegmentedSwitchProps<Value>) {
  const { label, value, options, onChange, large = false, className } = props
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value}
      onValueChange={(chosen) => onChange(chosen as Value)}
      orientation="horizontal"
      className={cn(
        'inline-flex w-fit max-w-full items-center gap-0.5 overflow-x-auto rounded-md bg-muted p-0.5',
        large ? 'h-10 text-sm sm:h-8' : 'text-xs',
        className,
      )}
    >
      {options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          disabled={option.disabled ?? false}
          className={cn(
            'inline-flex shrink-0 items-center justify-center rounded-sm px-2 font-medium text-muted-foreground transition-colors focus-visible:outline-offset-[-2px] enabled:hover:text-foreground disabled:opacity-40 data-[state=checked]:bg-card data-[state=checked]:text-foreground data-[state=checked]:shadow-card dark:data-[state=checked]:bg-background',
            large ? 'h-full' : 'h-6 max-md:h-9',
          )}
        >
          {option.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}
