import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { Toaster } from '@/components/ui/sonner'
import { UsersPage } from '@/components/users/users-page'
import type { Invitation, User } from '@/lib/types'

import { fakeServer } from '../fake-server'
import { renderPage } from '../render'

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: vi.fn() }) }))
const config = vi.hoisted(() => ({ auth_url: '/auth/v1' }))
vi.mock('@/contexts/config-context', () => ({ useConfig: () => config }))

const person = (id: string, email: string, role: User['role'], rest: Partial<User> = {}): User => ({
  id,
  email,
  role,
  name: null,
  issuer: null,
  banned: false,
  email_confirmed_at: null,
  last_sign_in_at: null,
  created_at: '2026-11-01T08:00:00Z',
  updated_at: '2026-11-01T08:00:00Z',
  ...rest,
})
const ME = person('me', 'ines.vogel@example.org', 'admin')
const ADA = person('ada', 'ada@example.org', 'user', { name: 'Ada Lovelace' })
const MALLORY = person('mal', 'mallory@example.org', 'user', { banned: true })
const LAST = {
  status: 409,
  body: { detail: 'This is the last administrator: make somebody else one first.' },
}

const invitation = (id: string, email: string, expires_at: string): Invitation => ({
  id,
  email,
  role: 'viewer',
  invited_by: ME.email,
  created_at: '2026-11-01T08:00:00Z',
  expires_at,
})
let invitations: Invitation[] = []
let invited: (body: { email: string }) => { status: number; body: object }

describe('UsersPage', () => {
  let asked: ReturnType<typeof fakeServer>
  const queries: string[] = []

  beforeEach(() => {
    queries.length = 0
    invitations = []
    invited = ({ email }) => ({
      status: 201,
      body: {
        ...invitation('new', email, '2099-01-01T00:00:00Z'),
        link: 'https://x/verify?token=t',
        mailed: true,
      },
    })
    asked = fakeServer({
      'GET /api/admin/users': ({ url }) => {
        queries.push(url.search)
        return { body: { items: [ADA, ME, MALLORY], next_cursor: null } }
      },
      'GET /api/me': () => ({
        body: { id: 'me', email: ME.email, role: 'admin', rights: ['view', 'operate', 'administer'] },
      }),
      'GET /api/admin/users/ada': () => ({ body: ADA }),
      'POST /api/admin/users': ({ body }) => ({
        status: 201,
        body: { ...ADA, ...(body as object), id: 'new', password: 'abcde-fghij-kmnpq-rstuv' },
      }),
      'GET /api/admin/invitations': () => ({ body: { items: invitations, next_cursor: null } }),
      'POST /api/admin/invitations': ({ body }) => invited(body as { email: string }),
      'DELETE /api/admin/invitations/open': () => ({ status: 204 }),
      'POST /api/admin/users/ada/erase': () => ({
        body: {
          cards: 2,
          transactions: 1,
          changed: {},
          kept: [
            {
              what: '1 record of charging sessions',
              why: 'They name nobody',
              said: {
                what: {
                  text: '{count, plural, one {# record} other {# records}} of charging sessions',
                  values: { count: 1 },
                },
                why: { text: 'They name nobody', values: {} },
              },
            },
          ],
        },
      }),
      'PUT /api/admin/users/ada': () => ({ body: ADA }),
      'PUT /api/admin/users/me': () => LAST,
      'DELETE /api/admin/users/ada': () => ({ status: 204 }),
    })
  })

  const open = async (name: string, item: string) => {
    await userEvent.click(await screen.findByRole('button', { name: `Actions for ${name}` }))
    await userEvent.click(await screen.findByRole('menuitem', { name: item }))
  }

  it('counts, marks one’s own row and says who is banned', async () => {
    renderPage(<UsersPage />)
    expect(await screen.findByRole('heading', { name: '3 users' })).toBeVisible()
    const mine = screen.getByRole('row', { name: /ines\.vogel@example\.org/ })
    expect(within(mine).getByText('You')).toBeVisible()
    expect(within(mine).getByRole('cell', { name: 'Administrator' })).toBeVisible()
    const banned = screen.getByRole('row', { name: /mallory/ })
    expect(within(banned).getAllByText('Banned')[0]).toBeVisible()
  })

  it('asks the server for what the address says', async () => {
    renderPage(<UsersPage />, { search: '?q=ada&role=user&older=c1' })
    await screen.findByText('Ada Lovelace')
    expect(queries).toEqual(['?limit=50&search=ada&role=user&cursor=c1'])
  })

  it('adds somebody as a driver unless another role is chosen, and shows the password once', async () => {
    renderPage(<UsersPage />, { search: '?edit=new' })
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByRole('radio', { name: /^Driver/ })).toBeChecked()
    await userEvent.type(within(dialog).getByLabelText('E-mail'), 'grace@example.org')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Add user' }))
    expect(await within(dialog).findByLabelText('Password')).toHaveValue('abcde-fghij-kmnpq-rstuv')
    expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
      email: 'grace@example.org',
      name: null,
      role: 'user',
    })
  })

  it('invites somebody, and shows the link once', async () => {
    renderPage(<UsersPage />)
    await userEvent.click(await screen.findByRole('button', { name: 'Invite' }))
    const dialog = await screen.findByRole('dialog')
    await userEvent.type(within(dialog).getByLabelText('E-mail'), 'tom@example.org')
    await userEvent.click(within(dialog).getByRole('radio', { name: /^Operator/ }))
    await userEvent.click(within(dialog).getByRole('button', { name: 'Invite' }))
    expect(await within(dialog).findByLabelText('Link')).toHaveValue('https://x/verify?token=t')
    expect(within(dialog).getByText(/on its way by mail/)).toBeVisible()
    expect(within(dialog).getByRole('button', { name: 'Copy link' })).toBeVisible()
    expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
      email: 'tom@example.org',
      role: 'operator',
    })
  })

  it('erases all about somebody once their address is typed, and says what stays', async () => {
    renderPage(<UsersPage />)
    await open('Ada Lovelace', 'Erase all about them')
    const dialog = within(await screen.findByRole('dialog', { name: 'Erase all about Ada Lovelace?' }))
    const erase = dialog.getByRole('button', { name: 'Erase for good' })
    await userEvent.type(dialog.getByLabelText(/To be sure/), 'ada@example.com')
    expect(erase).toBeDisabled()
    await userEvent.clear(dialog.getByLabelText(/To be sure/))
    await userEvent.type(dialog.getByLabelText(/To be sure/), 'Ada@example.org')
    await userEvent.click(dialog.getByLabelText('Also the readings that meters have signed'))
    await userEvent.click(erase)
    const outcome = within(await screen.findByRole('dialog', { name: 'Ada Lovelace is erased' }))
    expect(outcome.getByText(/^2 cards are gone, 1 session without a name/)).toBeVisible()
    expect(outcome.getByRole('listitem')).toHaveTextContent('1 record of charging sessions')
    expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
      email: 'Ada@example.org',
      signed_readings: true,
    })
  })

  it('says below the field why nobody is invited', async () => {
    const detail = 'There is an account for ada@example.org already.'
    invited = () => ({ status: 409, body: { detail, errors: [{ field: 'email', message: detail }] } })
    renderPage(<UsersPage />, { search: '?edit=invite' })
    const dialog = await screen.findByRole('dialog')
    await userEvent.type(within(dialog).getByLabelText('E-mail'), 'ada@example.org{Enter}')
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(detail)
    expect(within(dialog).getByLabelText('E-mail')).toBeInvalid()
  })

  it('lists who was invited and has not come, and revokes', async () => {
    invitations = [
      invitation('open', 'tom@example.org', '2099-01-01T00:00:00Z'),
      invitation('old', 'eve@example.org', '2026-01-01T00:00:00Z'),
    ]
    renderPage(<UsersPage />)
    const list = await screen.findByRole('region', { name: 'Invitations' })
    expect(within(list).getByRole('heading', { name: '2 open invitations' })).toBeVisible()
    expect(within(list).getAllByText('Expired')).toHaveLength(1)
    await userEvent.click(
      within(list).getByRole('button', { name: 'Revoke the invitation of tom@example.org' }),
    )
    const question = await screen.findByRole('alertdialog')
    await userEvent.click(within(question).getByRole('button', { name: 'Revoke invitation' }))
    await vi.waitFor(() =>
      expect(asked).toContainEqual({
        method: 'DELETE',
        path: '/api/admin/invitations/open',
        body: undefined,
      }),
    )
  })

  it('tells what it means to be the last administrator', async () => {
    renderPage(
      <>
        <UsersPage />
        <Toaster />
      </>,
    )
    await open('Ines Vogel', 'Change role')
    await userEvent.click(await screen.findByRole('radio', { name: /^Viewer/ }))
    await userEvent.click(screen.getByRole('button', { name: 'Change role' }))
    expect(await screen.findByText('Ines Vogel is the last administrator')).toBeVisible()
    expect(screen.getByText(/Make somebody else an administrator first/)).toBeVisible()
  })

  it('says what stays before it deletes', async () => {
    renderPage(<UsersPage />)
    await open('Ada Lovelace', 'Delete user')
    const question = await screen.findByRole('alertdialog')
    expect(question).toHaveTextContent('What stays: their cards')
    await userEvent.click(within(question).getByRole('button', { name: 'Delete user' }))
    await vi.waitFor(() => expect(asked.some(({ method }) => method === 'DELETE')).toBe(true))
  })

  it('offers nobody to add or invite where Supabase keeps the accounts', async () => {
    config.auth_url = 'https://project.supabase.co'
    renderPage(<UsersPage />, { search: '?edit=new' })
    expect(await screen.findByText('Ada Lovelace')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Add user' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Invite' })).toBeNull()
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(asked.some(({ path }) => path.endsWith('/invitations'))).toBe(false)
    config.auth_url = '/auth/v1'
  })

  it('is for administrators', () => {
    renderPage(<UsersPage />, { role: 'operator' })
    expect(screen.getByText('This page is for administrators')).toBeVisible()
    expect(asked).toEqual([])
  })
})
