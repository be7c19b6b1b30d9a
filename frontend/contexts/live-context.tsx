'use client'

import { useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'

import { afterFirstLoad } from '@/lib/after-first-load'
import { askAgain } from '@/lib/answers-on-their-way'
import { accessToken } from '@/lib/api'
import { API_BASE } from '@/lib/config'
import { runLive, type LiveStatus } from '@/lib/live'
import { LiveGroups, loadUpdates } from '@/lib/live-groups'

const LiveContext = createContext<LiveStatus>('connecting')

export const useLiveStatus = (): LiveStatus => useContext(LiveContext)

/** Holds the tab's one event stream for as long as somebody is signed in. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient()
  const [status, setStatus] = useState<LiveStatus>('connecting')

  useEffect(() => {
    const abort = new AbortController()
    const groups = new LiveGroups(queryClient)
    const notAhead = afterFirstLoad(loadUpdates)
    void runLive(
      {
        url: `${API_BASE}/api/admin/events`,
        token: accessToken,
        onEvent: ({ event, data }) => groups.add(event, data),
        onFresh: () => askAgain(queryClient),
        onStatus: setStatus,
        // Whoever asks who they are is told that the session has ended, and led to the door.
        onRefused: () => askAgain(queryClient, { queryKey: ['get', '/api/me'] }),
      },
      abort.signal,
    )
    return () => {
      abort.abort()
      notAhead()
      groups.drop()
    }
  }, [queryClient])

  return <LiveContext.Provider value={status}>{children}</LiveContext.Provider>
}
