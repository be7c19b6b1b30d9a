'use client'

import { useQuery } from '@tanstack/react-query'
import { createContext, useContext, type ReactNode } from 'react'

import { ErrorState } from '@/components/error-state'
import { useLanguage } from '@/contexts/language-context'
import { fetchConfig } from '@/lib/config'
import { t } from '@/lib/i18n'
import type { PublicConfig } from '@/lib/types'
import { useMounted } from '@/lib/use-route-id'

const ConfigContext = createContext<PublicConfig | null>(null)

/**
 * Null until the server has answered. Also null in the first render of a component, whatever is known by then:
 * a page below a Suspense boundary hydrates late and must begin with what the static HTML shows.
 */
export function useConfig(): PublicConfig | null {
  const config = useContext(ConfigContext)
  return useMounted() ? config : null
}

export function ConfigProvider({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['config'],
    queryFn: ({ signal }) => fetchConfig(signal),
    staleTime: Infinity,
    retry: 3,
  })
  // It stands above what a new language renders anew.
  useLanguage()
  if (error) {
    return (
      <main className="grid min-h-dvh place-items-center p-6">
        <ErrorState title={t('The server does not answer')} error={error} onRetry={() => void refetch()} />
      </main>
    )
  }
  return <ConfigContext.Provider value={data ?? null}>{children}</ConfigContext.Provider>
}
