import { AuthApiError } from '@supabase/auth-js'
import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { AccountPage } from '@/components/account/account-page'
import type { MySession } from '@/lib/types'

import { fakeServer } from '../fake-server'
import { renderPage } from '../render'

const updateUser = vi.fn()
const supabase = { auth: { updateUser } }
const state = { status: 'signed-in', name: 'Ines Vogel' }

const signOut = vi.hoisted(() => vi.fn())
const config = vi.hoisted(() => ({ auth_url: '/auth/v1' }))
vi.mock('@/contexts/auth-context', () => ({ useAuth: () => ({ supabase, state, signOut }) }))
vi.mock('@/contexts/config-context', () => ({ useConfig: () => config }))

const device = (id: string, user_agent: string | null, current = false): MySession => ({
  id,
  user_agent,
  current,
  address: '192.0.2.7',
  method: 'password',
  created_at: '2026-11-01T08:00:00Z',
  last_used_at: '2026-11-01T08:00:00Z',
})

describe('AccountPage', () => {
  let asked: ReturnType<typeof fakeServer>
  let devices: MySession[]

  beforeEach(() => {
    vi.resetAllMocks()
    devices = []
    asked = fakeServer({
      'GET /api/me/sessions': () => ({ body: { items: devices } }),
      'DELETE /api/me/sessions/other': () => ({ status: 204 }),
    })
  })

  it('shows where one is signed in, and signs another device out', async () => {
    devices = [
      device('mine', 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36', true),
      device('other', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1'),
    ]
    renderPage(<AccountPage />)
    const list = await screen.findByRole('region', { name: 'Devices' })
    expect(within(list).getByText('Chrome on Linux')).toBeVisible()
    expect(within(list).getByText('This one')).toBeVisible()
    expect(within(list).getAllByRole('button')).toHaveLength(1)
    await userEvent.click(within(list).getByRole('button', { name: 'Sign out Safari on iPhone' }))
    await vi.waitFor(() => expect(asked.filter(({ method }) => method === 'DELETE')).toHaveLength(1))
  })

  it('deletes one’s own account with the password, and signs out', async () => {
    const wrong = { status: 403, body: { title: 'Forbidden', detail: 'The password is wrong.' } }
    asked = fakeServer({
      'DELETE /api/me': ({ body }) =>
        (body as { current_password?: string }).current_password === 'right' ? { status: 204 } : wrong,
    })
    renderPage(<AccountPage />)
    await userEvent.click(screen.getByRole('button', { name: 'Delete my account' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete your account?' }))
    const destroy = dialog.getByRole('button', { name: 'Delete my account' })
    await userEvent.click(destroy)
    expect(await dialog.findByRole('alert')).toHaveTextContent('The password is wrong.')
    expect(signOut).not.toHaveBeenCalled()
    await userEvent.type(dialog.getByLabelText('Current password'), 'right')
    await userEvent.click(destroy)
    await vi.waitFor(() => expect(signOut).toHaveBeenCalledOnce())
  })

  it('says nothing of devices where another service keeps the sessions', async () => {
    renderPage(<AccountPage />)
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    expect(screen.queryByRole('region', { name: 'Devices' })).toBeNull()
  })

  it('asks both addresses before one signs in with another', async () => {
    updateUser.mockResolvedValue({ error: null })
    renderPage(<AccountPage />)
    await userEvent.type(screen.getByLabelText('New e-mail'), 'new@example.org{Enter}')
    expect(await screen.findByText(/Once both have agreed, you sign in with new@example\.org/)).toBeVisible()
    expect(updateUser).toHaveBeenCalledWith(
      { email: 'new@example.org' },
      { emailRedirectTo: 'http://localhost:3000/auth/sign-in?next=%2Faccount' },
    )
  })

  it('asks for the password when the sign-in was too long ago', async () => {
    updateUser.mockResolvedValueOnce({ error: new AuthApiError('no', 401, 'reauthentication_needed') })
    updateUser.mockResolvedValueOnce({ error: null })
    renderPage(<AccountPage />)
    await userEvent.type(screen.getByLabelText('New e-mail'), 'new@example.org{Enter}')
    expect(await screen.findByRole('alert')).toHaveTextContent('Enter your password too.')
    await userEvent.type(screen.getByLabelText('Your password'), 'correct horse{Enter}')
    expect(await screen.findByText(/Letters are on their way/)).toBeVisible()
    expect(updateUser).toHaveBeenLastCalledWith(
      { email: 'new@example.org', current_password: 'correct horse' },
      expect.anything(),
    )
    expect(screen.queryByLabelText('Your password')).toBeNull()
  })
})
