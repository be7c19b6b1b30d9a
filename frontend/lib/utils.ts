import { clsx, type ClassValue } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

// The own type scale has a step that tailwind-merge does not know; without this it reads `text-2xs` as a colour.
const twMerge = extendTailwindMerge({ extend: { classGroups: { 'font-size': [{ text: ['2xs'] }] } } })

export function cn(...inputs: ClassValue[]): string {
  return twMerge(clsx(inputs))
}
