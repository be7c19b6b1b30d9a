import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { NuqsTestingAdapter, type OnUrlUpdateFunction } from 'nuqs/adapters/testing'
import type { ReactNode } from 'react'

import { TooltipProvider } from '@/components/ui/tooltip'

interface Options {
  search?: string
  onUrlUpdate?: OnUrlUpdateFunction
  client?: QueryClient
}

/** Renders with everything the dashboard's layout provides, except sign-in. */
export function renderPage(ui: ReactNode, { search = '', onUrlUpdate, client }: Options = {}) {
  const queryClient = client ?? new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return render(
    <QueryClientProvider client={queryClient}>
      <NuqsTestingAdapter searchParams={search} hasMemory {...(onUrlUpdate && { onUrlUpdate })}>
        <TooltipProvider>{ui}</TooltipProvider>
      </NuqsTestingAdapter>
    </QueryClientProvider>,
  )
}
