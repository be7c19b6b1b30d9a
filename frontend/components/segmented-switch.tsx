'use client'

import { RadioGroup } from 'radix-ui'

interface SegmentedSwitchProps {
  /** What is chosen, for who cannot see it: "Unit". */
  label: string
  value: string
  options: { value: string; label: string }[]
  onChange: (value: string) => void
}

/** One of a few, side by side. It looks like tabs, but has no panel of its own. */
export function SegmentedSwitch({ label, value, options, onChange }: SegmentedSwitchProps) {
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value}
      onValueChange={onChange}
      orientation="horizontal"
      className="inline-flex w-fit max-w-full items-center gap-0.5 overflow-x-auto rounded-md bg-muted p-0.5"
    >
      {options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          className="inline-flex h-5.5 shrink-0 items-center justify-center rounded-sm px-2 text-xs font-medium text-muted-foreground transition-colors hover:text-foreground focus-visible:outline-offset-[-2px] data-[state=checked]:bg-card data-[state=checked]:text-foreground data-[state=checked]:shadow-card max-md:h-9 dark:data-[state=checked]:bg-background"
        >
          {option.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}
