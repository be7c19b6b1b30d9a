import { AuthApiError } from '@supabase/auth-js'
import { fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { SignUpPage } from '@/components/auth/sign-up-page'

import { renderPage } from '../render'

const auth = { signUp: vi.fn(), verifyOtp: vi.fn(), resend: vi.fn() }
const supabase = { auth }
const replace = vi.fn()
const router = { replace }
let status = 'signed-out'
let signup = 'open'

vi.mock('next/navigation', () => ({ useRouter: () => router }))
vi.mock('@/contexts/auth-context', () => ({ useAuth: () => ({ state: { status }, supabase }) }))
vi.mock('@/contexts/config-context', () => ({ useConfig: () => ({ signup, providers: ['email'] }) }))

const refused = (code: string, status = 422) => ({ data: {}, error: new AuthApiError('no', status, code) })

async function fill(password = 'correct horse') {
  await userEvent.type(screen.getByLabelText('Name'), 'Ines Vogel')
  await userEvent.type(screen.getByLabelText('E-mail'), ' ines@example.com')
  await userEvent.type(screen.getByLabelText('Password'), password)
  await userEvent.click(screen.getByRole('button', { name: 'Create account' }))
}

describe('SignUpPage', () => {
  beforeEach(() => {
    vi.resetAllMocks()
    status = 'signed-out'
    signup = 'open'
    auth.signUp.mockResolvedValue({ data: { session: null }, error: null })
    auth.resend.mockResolvedValue({ data: {}, error: null })
  })

  it.each([
    ['invitation', 'made by invitation'],
    ['off', 'made by an administrator'],
  ])('says who makes accounts where signing up is %s', (policy, words) => {
    signup = policy
    renderPage(<SignUpPage />)
    expect(screen.getByText(new RegExp(words))).toBeVisible()
    expect(screen.queryByLabelText('E-mail')).toBeNull()
    expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/auth/sign-in')
  })

  it('makes an account, and takes the code of the letter', async () => {
    renderPage(<SignUpPage />)
    await fill()
    expect(auth.signUp).toHaveBeenCalledWith({
      email: 'ines@example.com',
      password: 'correct horse',
      options: { data: { name: 'Ines Vogel' }, emailRedirectTo: 'http://localhost:3000/auth/sign-in' },
    })
    expect(await screen.findByRole('heading', { name: 'Look into your mail' })).toBeVisible()
    auth.verifyOtp.mockResolvedValue(refused('otp_expired', 403))
    await userEvent.type(screen.getByLabelText('Code'), '123456{Enter}')
    expect(await screen.findByRole('alert')).toHaveTextContent('The code is wrong, or too old.')
    expect(auth.verifyOtp).toHaveBeenCalledWith({
      email: 'ines@example.com',
      token: '123456',
      type: 'signup',
    })
  })

  it('tells the rules before it asks the server', async () => {
    renderPage(<SignUpPage />)
    await fill('short')
    expect(await screen.findByRole('alert')).toHaveTextContent('At least 8 characters.')
    expect(auth.signUp).not.toHaveBeenCalled()
  })

  it.each([
    ['email_provider_disabled', 'This server sends no e-mail'],
    ['over_email_send_rate_limit', 'Wait a minute'],
    ['email_address_invalid', 'This address cannot be used'],
  ])('says what to do about %s', async (code, words) => {
    auth.signUp.mockResolvedValue(refused(code))
    renderPage(<SignUpPage />)
    await fill()
    expect(await screen.findByRole('alert')).toHaveTextContent(words)
  })

  it('sends the letter again after a minute', async () => {
    renderPage(<SignUpPage />)
    await fill()
    expect(await screen.findByRole('button', { name: /^Send it again in \d+ s$/ })).toBeDisabled()
    const later = Date.now() + 61_000
    vi.spyOn(Date, 'now').mockReturnValue(later)
    const again = await screen.findByRole('button', { name: 'Send it again' }, { timeout: 3000 })
    fireEvent.click(again)
    expect(auth.resend).toHaveBeenCalledWith(
      expect.objectContaining({ type: 'signup', email: 'ines@example.com' }),
    )
    expect(await screen.findByText('A new one is on its way.')).toBeVisible()
    expect(screen.getByRole('button', { name: /^Send it again in/ })).toBeDisabled()
  })

  it('knows on the way back, by the letter and once signed in where one was going', async () => {
    const { unmount } = renderPage(<SignUpPage />, { search: '?next=/me/cards' })
    expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute(
      'href',
      '/auth/sign-in?next=%2Fme%2Fcards',
    )
    await fill()
    const { options } = auth.signUp.mock.lastCall?.[0] as { options: { emailRedirectTo: string } }
    expect(options.emailRedirectTo).toBe('http://localhost:3000/auth/sign-in?next=%2Fme%2Fcards')
    unmount()
    status = 'signed-in'
    renderPage(<SignUpPage />, { search: '?next=/me/cards' })
    expect(replace).toHaveBeenCalledWith('/me/cards')
  })

  it('leads on whoever is signed in', () => {
    status = 'signed-in'
    renderPage(<SignUpPage />)
    expect(replace).toHaveBeenCalledWith('/')
  })
})
