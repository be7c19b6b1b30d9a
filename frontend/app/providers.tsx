'use client'

import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ThemeProvider } from 'next-themes'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { Suspense, useState, type ReactNode } from 'react'

import { Toasts } from '@/components/toasts'
import { AuthProvider } from '@/contexts/auth-context'
import { ConfigProvider } from '@/contexts/config-context'
import { LanguageProvider } from '@/contexts/language-context'
import { ApiError, describeError } from '@/lib/problem'
import { toast } from '@/lib/toast'

const RETRIES = 2

function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Events keep the cache current; a refetch on every focus would only repeat what is already known.
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < RETRIES && !(error instanceof ApiError && error.status < 500),
      },
    },
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, mutation) => {
        // A form that shows the error beside its field says so with its own onError.
        if (!mutation.options.onError) toast.error(describeError(error))
      },
    }),
  })
}

export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient)
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
      <QueryClientProvider client={queryClient}>
        <ConfigProvider>
          <AuthProvider>
            <Suspense>
              <NuqsAdapter>
                <LanguageProvider>{children}</LanguageProvider>
              </NuqsAdapter>
            </Suspense>
          </AuthProvider>
        </ConfigProvider>
        <Toasts />
      </QueryClientProvider>
    </ThemeProvider>
  )
}
