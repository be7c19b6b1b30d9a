import { AuthApiError } from '@supabase/auth-js'
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { ForgotPage } from '@/components/auth/forgot-page'
import { NewPasswordPage } from '@/components/auth/new-password-page'

import { renderPage } from '../render'

const auth = {
  resetPasswordForEmail: vi.fn(),
  verifyOtp: vi.fn(),
  updateUser: vi.fn(),
  setSession: vi.fn(),
}
const supabase = { auth }
const replace = vi.fn()
const router = { replace }
const SIGNED_IN = { status: 'signed-in', email: 'ines@example.com' }
let state: object = SIGNED_IN

vi.mock('next/navigation', () => ({ useRouter: () => router }))
vi.mock('@/contexts/auth-context', () => ({ useAuth: () => ({ state, supabase }) }))

const refused = (code: string) => ({ data: {}, error: new AuthApiError('no', 422, code) })

beforeEach(() => {
  vi.resetAllMocks()
  state = SIGNED_IN
  window.history.replaceState(null, '', '/auth/new-password')
})

describe('ForgotPage', () => {
  it('says the same for every address, and takes the code', async () => {
    auth.resetPasswordForEmail.mockResolvedValue({ data: {}, error: null })
    auth.verifyOtp.mockResolvedValue({ data: {}, error: null })
    renderPage(<ForgotPage />)
    await userEvent.type(screen.getByLabelText('E-mail'), 'nobody@example.com{Enter}')
    expect(await screen.findByText(/^If nobody@example\.com has an account/)).toBeVisible()
    expect(auth.resetPasswordForEmail).toHaveBeenCalledWith('nobody@example.com', {
      redirectTo: 'http://localhost:3000/auth/new-password',
    })
    await userEvent.type(screen.getByLabelText('Code'), '123456{Enter}')
    await vi.waitFor(() => expect(replace).toHaveBeenCalledWith('/auth/new-password'))
  })

  it('leads on, by letter, code and back, to where one was going', async () => {
    auth.resetPasswordForEmail.mockResolvedValue({ data: {}, error: null })
    auth.verifyOtp.mockResolvedValue({ data: {}, error: null })
    renderPage(<ForgotPage />, { search: '?next=/chargers' })
    expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute(
      'href',
      '/auth/sign-in?next=%2Fchargers',
    )
    await userEvent.type(screen.getByLabelText('E-mail'), 'ines@example.com{Enter}')
    await userEvent.type(await screen.findByLabelText('Code'), '123456{Enter}')
    await vi.waitFor(() => expect(replace).toHaveBeenCalledWith('/auth/new-password?next=%2Fchargers'))
    expect(auth.resetPasswordForEmail).toHaveBeenCalledWith('ines@example.com', {
      redirectTo: 'http://localhost:3000/auth/new-password?next=%2Fchargers',
    })
  })

  it('says what to do when no letter can be sent', async () => {
    auth.resetPasswordForEmail.mockResolvedValue(refused('email_provider_disabled'))
    renderPage(<ForgotPage />)
    await userEvent.type(screen.getByLabelText('E-mail'), 'ines@example.com{Enter}')
    expect(await screen.findByRole('alert')).toHaveTextContent('Ask an administrator.')
  })
})

describe('NewPasswordPage', () => {
  it('sets the password of the account that it names, and leads on', async () => {
    auth.updateUser.mockResolvedValue({ data: {}, error: null })
    renderPage(<NewPasswordPage />)
    expect(await screen.findByText('For ines@example.com')).toBeVisible()
    await userEvent.type(screen.getByLabelText('New password'), 'correct horse{Enter}')
    await vi.waitFor(() => expect(replace).toHaveBeenCalledWith('/'))
    expect(auth.updateUser).toHaveBeenCalledWith({ password: 'correct horse' })
  })

  it('leads on to where one was going, never to another site', async () => {
    auth.updateUser.mockResolvedValue({ data: {}, error: null })
    const { unmount } = renderPage(<NewPasswordPage />, { search: '?next=/chargers' })
    await userEvent.type(await screen.findByLabelText('New password'), 'correct horse{Enter}')
    await vi.waitFor(() => expect(replace).toHaveBeenCalledWith('/chargers'))
    unmount()
    renderPage(<NewPasswordPage />, { search: '?next=//evil.example' })
    await userEvent.type(await screen.findByLabelText('New password'), 'correct horse{Enter}')
    await vi.waitFor(() => expect(replace).toHaveBeenLastCalledWith('/'))
  })

  it('says why a password is refused', async () => {
    auth.updateUser.mockResolvedValue(refused('same_password'))
    renderPage(<NewPasswordPage />)
    await userEvent.type(await screen.findByLabelText('New password'), 'correct horse{Enter}')
    expect(await screen.findByRole('alert')).toHaveTextContent('Choose another one.')
    expect(replace).not.toHaveBeenCalled()
  })

  it('takes the session of an invitation out of the address', async () => {
    auth.setSession.mockResolvedValue({ error: null })
    window.history.replaceState(null, '', '#access_token=a.b.c&refresh_token=r&type=invite')
    renderPage(<NewPasswordPage />)
    expect(await screen.findByLabelText('New password')).toBeVisible()
    expect(auth.setSession).toHaveBeenCalledWith({ access_token: 'a.b.c', refresh_token: 'r' })
    expect(window.location.hash).toBe('')
  })

  it.each([
    ['#error=access_denied&error_code=otp_expired&error_description=Call+me', SIGNED_IN, 'is too old'],
    ['?code=abc', { status: 'signed-out' }, 'in another browser'],
    ['', { status: 'signed-out' }, 'by a link in a letter'],
  ])('never shows the form when the link is not good: %s', async (rest, who, words) => {
    state = who
    window.history.replaceState(null, '', `/auth/new-password${rest}`)
    renderPage(<NewPasswordPage />)
    expect(await screen.findByRole('alert')).toHaveTextContent(words)
    expect(screen.queryByLabelText('New password')).toBeNull()
    expect(screen.getByRole('link', { name: 'Send me a letter' })).toHaveAttribute('href', '/auth/forgot')
    expect(screen.queryByText(/Call me/)).toBeNull()
  })

  it('does not show the form of another session when an invitation is void', async () => {
    auth.setSession.mockResolvedValue(refused('bad_jwt'))
    window.history.replaceState(null, '', '#access_token=a.b.c&refresh_token=r&type=invite')
    renderPage(<NewPasswordPage />)
    expect(await screen.findByRole('alert')).toHaveTextContent('Ask for a new one.')
  })
})
