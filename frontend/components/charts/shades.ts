const COLOURS = { energy: 'var(--chart-energy)', charging: 'var(--charging)' } as const

/** One colour in steps, darkest first, and the comparison's grey for what is taken together. Colour alone means status. */
export function shadesOf(colour: keyof typeof COLOURS, count: number, others: boolean): string[] {
  const base = COLOURS[colour]
  const steps = [
    `color-mix(in oklch, ${base}, var(--foreground) 40%)`,
    base,
    `color-mix(in oklch, ${base}, var(--card) 35%)`,
    `color-mix(in oklch, ${base}, var(--card) 60%)`,
    `color-mix(in oklch, ${base}, var(--card) 78%)`,
  ]
  if (count === 1) return [base]
  return steps.slice(0, others ? count - 1 : count).concat(others ? ['var(--chart-compare)'] : [])
}
