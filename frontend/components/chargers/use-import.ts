'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import type { ImportRow } from '@/components/chargers/import-rows'
import { api } from '@/lib/api'
import { describeError } from '@/lib/problem'

export interface ImportResult {
  number: number
  name: string
  /** Shown this once; null for profiles without one. */
  password: string | null
  problem: string | null
}

async function importRow({ number, name, body, problem }: ImportRow): Promise<ImportResult> {
  if (!body) return { number, name, password: null, problem }
  try {
    const { data } = await api.POST('/api/admin/chargers', { body })
    return { number, name, password: data?.password ?? null, problem: null }
  } catch (error) {
    return { number, name, password: null, problem: describeError(error) }
  }
}

/** Adds chargers one after the other, so that a refused one stops nobody else. */
export function useImport() {
  const client = useQueryClient()
  const [results, setResults] = useState<ImportResult[]>([])
  const [running, setRunning] = useState(false)

  const run = async (rows: ImportRow[]) => {
    setRunning(true)
    setResults([])
    for (const row of rows) {
      const result = await importRow(row)
      setResults((old) => [...old, result])
    }
    setRunning(false)
    await client.invalidateQueries()
  }
  return { results, running, run }
}
