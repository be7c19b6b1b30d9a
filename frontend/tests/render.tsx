import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { NuqsTestingAdapter, type OnUrlUpdateFunction } from 'nuqs/adapters/testing'
import type { ReactNode } from 'react'

import type { Me, Role } from '@/lib/types'

interface Options {
  search?: string
  onUrlUpdate?: OnUrlUpdateFunction
  client?: QueryClient
  /** Who is signed in; null leaves it to the server to say. */
  role?: Role | null
}

const RIGHTS: Record<Role, Me['rights']> = {
  admin: ['view', 'operate', 'administer'],
  operator: ['view', 'operate'],
  viewer: ['view'],
  user: [],
}

export const person = (role: Role): Me => ({
  id: 'me',
  email: 'ines.vogel@example.org',
  role,
  rights: RIGHTS[role],
})

/** Renders with everything the dashboard's layout provides, except sign-in. */
export function renderPage(
  ui: ReactNode,
  { search = '', onUrlUpdate, client, role = 'admin' }: Options = {},
) {
  const queryClient = client ?? new QueryClient({ defaultOptions: { queries: { retry: false } } })
  if (role) queryClient.setQueryData(['get', '/api/me', {}], person(role))
  return render(
    <QueryClientProvider client={queryClient}>
      <NuqsTestingAdapter searchParams={search} hasMemory {...(onUrlUpdate && { onUrlUpdate })}>
        {ui}
      </NuqsTestingAdapter>
    </QueryClientProvider>,
  )
}
