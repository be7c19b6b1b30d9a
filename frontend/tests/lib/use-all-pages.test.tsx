import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderHook, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'

import { useStationChargers } from '@/lib/queries/stations'

import { fakeServer } from '../fake-server'
import { chargers } from '../fixtures/data.mjs'

const PAGES = 12

it('follows the cursor to the end, however fast the answers come', async () => {
  fakeServer({
    'GET /api/admin/chargers': ({ url }) => {
      const page = Number(url.searchParams.get('cursor') ?? 0)
      const items = chargers
        .slice(page * 4, page * 4 + 4)
        .map((charger) => ({ ...charger, station_id: 'st-1' }))
      return { body: { items, next_cursor: page + 1 < PAGES ? String(page + 1) : null } }
    },
  })
  const client = new QueryClient()
  const { result } = renderHook(() => useStationChargers('st-1'), {
    wrapper: ({ children }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>,
  })
  await waitFor(() => expect(result.current.items).toHaveLength(PAGES * 4))
})
