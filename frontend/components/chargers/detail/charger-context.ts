'use client'

import { createContext, useContext } from 'react'

import type { Charger } from '@/lib/types'

export const ChargerContext = createContext<Charger | null>(null)

/** The charger whose page this is. */
export function useThisCharger(): Charger {
  const charger = useContext(ChargerContext)
  if (!charger) throw new Error('useThisCharger belongs inside <ChargerFrame>')
  return charger
}
