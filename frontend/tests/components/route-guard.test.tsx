import { screen } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { RouteGuard } from '@/components/auth/route-guard'
import type { AuthState } from '@/contexts/auth-context'

import { fakeServer } from '../fake-server'
import { renderPage } from '../render'

const replace = vi.fn()
let state: AuthState = { status: 'loading' }
const router = { replace }

vi.mock('next/navigation', () => ({ useRouter: () => router, usePathname: () => '/chargers' }))
vi.mock('@/contexts/auth-context', () => ({ useAuth: () => ({ state, signOut: vi.fn() }) }))

const signedIn: AuthState = { status: 'signed-in', userId: 'u', email: 'ines@example.org' }
const me = (role: string) =>
  fakeServer({ 'GET /api/me': () => ({ body: { id: 'u', email: 'ines@example.org', role } }) })
const guard = () => renderPage(<RouteGuard>the page</RouteGuard>)

describe('RouteGuard', () => {
  beforeEach(() => {
    replace.mockReset()
    window.history.replaceState(null, '', '/chargers?status=online')
  })

  it('shows nothing but the frame while it does not know', () => {
    state = { status: 'loading' }
    guard()
    expect(screen.queryByText('the page')).toBeNull()
    expect(replace).not.toHaveBeenCalled()
  })

  it('sends a stranger to sign-in and remembers where they wanted to go', () => {
    state = { status: 'signed-out' }
    guard()
    expect(replace).toHaveBeenCalledWith('/auth/sign-in?next=%2Fchargers%3Fstatus%3Donline')
    expect(screen.queryByText('the page')).toBeNull()
  })

  it.each(['admin', 'operator', 'viewer'])('lets the role %s in', async (role) => {
    state = signedIn
    me(role)
    guard()
    expect(await screen.findByText('the page')).toBeVisible()
  })

  it('tells everyone else where they are', async () => {
    state = signedIn
    me('user')
    guard()
    expect(await screen.findByText('This part is for those who run the chargers')).toBeVisible()
    expect(screen.queryByText('the page')).toBeNull()
  })

  it('says when the account cannot be read', async () => {
    state = signedIn
    fakeServer({})
    guard()
    expect(await screen.findByText('Your account could not be read')).toBeVisible()
  })
})
