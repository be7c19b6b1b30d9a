import { screen } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { RouteGuard, SignedIn } from '@/components/auth/route-guard'
import type { AuthState } from '@/contexts/auth-context'
import type { Role } from '@/lib/types'

import { fakeServer } from '../fake-server'
import { renderPage } from '../render'

const replace = vi.fn()
let state: AuthState = { status: 'loading' }
const router = { replace }
let pathname = '/chargers'

vi.mock('next/navigation', () => ({ useRouter: () => router, usePathname: () => pathname }))
vi.mock('@/contexts/auth-context', () => ({ useAuth: () => ({ state, signOut: vi.fn() }) }))

const signedIn: AuthState = { status: 'signed-in', userId: 'u', email: 'ines@example.org', name: null }
const guard = (role: Role = 'operator') => renderPage(<RouteGuard>the page</RouteGuard>, { role })

describe('RouteGuard', () => {
  beforeEach(() => {
    replace.mockReset()
    pathname = '/chargers'
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

  it('carries the session of an invitation to where a password is chosen', () => {
    state = { status: 'signed-out' }
    const fragment = '#access_token=a.b.c&refresh_token=r&type=invite'
    window.history.replaceState(null, '', `/${fragment}`)
    guard()
    expect(replace).toHaveBeenCalledWith(`/auth/new-password${fragment}`)
  })

  it.each(['admin', 'operator', 'viewer'] as const)('lets the role %s in', (role) => {
    state = signedIn
    guard(role)
    expect(screen.getByText('the page')).toBeVisible()
  })

  it('tells a driver who followed a link where they are, and where their own is', () => {
    state = signedIn
    guard('user')
    expect(screen.getByText('This part is for those who run the chargers')).toBeVisible()
    expect(screen.getByRole('link', { name: 'Go to my charging' })).toHaveAttribute('href', '/me')
    expect(screen.queryByText('the page')).toBeNull()
  })

  it('leads a driver who has just signed in to their own pages', () => {
    state = signedIn
    pathname = '/'
    guard('user')
    expect(replace).toHaveBeenCalledWith('/me')
    expect(screen.queryByText('the page')).toBeNull()
  })

  it('says when the account cannot be read', async () => {
    state = signedIn
    fakeServer({})
    renderPage(<RouteGuard>the page</RouteGuard>, { role: null })
    expect(await screen.findByText('Your account could not be read')).toBeVisible()
  })
})

it('lets everybody with an account to their own', () => {
  state = signedIn
  renderPage(<SignedIn>mine</SignedIn>, { role: 'user' })
  expect(screen.getByText('mine')).toBeVisible()
})
