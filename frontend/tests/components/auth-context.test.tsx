import { QueryClient } from '@tanstack/react-query'
import { act, screen } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { AuthProvider, useAuth } from '@/contexts/auth-context'
import { api } from '@/lib/api'
import { toast } from '@/lib/toast'

import { fakeServer } from '../fake-server'
import { renderPage } from '../render'

const session = {
  access_token: 'a.b.c',
  user: { id: 'u', email: 'ines@example.org', user_metadata: {} },
}
let tellAll: (event: string, session: unknown) => void = () => undefined
const auth = {
  getSession: vi.fn(),
  signOut: vi.fn(() => Promise.resolve({ error: null })),
  onAuthStateChange: (tell: (event: string, session: unknown) => void) => {
    tellAll = tell
    tell('INITIAL_SESSION', session)
    return { data: { subscription: { unsubscribe: () => undefined } } }
  },
}
const config = { auth_url: 'https://x.supabase.co/auth/v1', publishable_key: 'sb_publishable_a' }

vi.mock('@/lib/supabase', () => ({ getSupabase: () => ({ auth }) }))
vi.mock('@/contexts/config-context', () => ({ useConfig: () => config }))
vi.mock('@/lib/toast', () => ({ toast: { error: vi.fn() } }))

const Page = () => <p>{useAuth().state.status}</p>

async function refusal(status: number, problem: object) {
  fakeServer({ 'GET /api/me': () => ({ status, body: problem }) })
  renderPage(
    <AuthProvider>
      <Page />
    </AuthProvider>,
  )
  await screen.findByText('signed-in')
  await expect(api.GET('/api/me')).rejects.toThrow()
}

describe('AuthProvider', () => {
  beforeEach(() => {
    vi.clearAllMocks()
    auth.getSession.mockResolvedValue({ data: { session } })
  })

  it.each([
    ['user_banned', 'This account is banned. An administrator can let you in again.'],
    ['bad_jwt', 'You have been signed out.'],
  ])('ends the session when its token is refused (%s), and says so', async (code, words) => {
    await refusal(401, { title: 'Sign in first', code })
    await vi.waitFor(() => expect(auth.signOut).toHaveBeenCalledWith({ scope: 'local' }))
    expect(toast.error).toHaveBeenCalledWith(words, expect.objectContaining({ id: 'refused' }))
  })

  it('forgets what it read as somebody when another person comes in', async () => {
    const client = new QueryClient()
    renderPage(
      <AuthProvider>
        <Page />
      </AuthProvider>,
      { client },
    )
    await screen.findByText('signed-in')
    client.setQueryData(['config'], 'the same for all')
    act(() => tellAll('TOKEN_REFRESHED', session))
    expect(client.getQueryData(['get', '/api/me', {}])).toBeDefined()
    act(() => tellAll('SIGNED_IN', { ...session, user: { ...session.user, id: 'other' } }))
    expect(client.getQueryData(['get', '/api/me', {}])).toBeUndefined()
    expect(client.getQueryData(['config'])).toBe('the same for all')
  })

  it('keeps the session while tokens cannot be checked', async () => {
    await refusal(503, { title: 'Not available at the moment' })
    expect(auth.signOut).not.toHaveBeenCalled()
  })

  it('says nothing to who has just signed out', async () => {
    auth.getSession.mockResolvedValue({ data: { session: null } })
    await refusal(401, { title: 'Sign in first' })
    expect(toast.error).not.toHaveBeenCalled()
    expect(auth.signOut).not.toHaveBeenCalled()
  })
})
