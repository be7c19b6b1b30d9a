import { AuthApiError } from '@supabase/auth-js'
import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { SignInForm } from '@/components/auth/sign-in-form'

import { renderPage } from '../render'

const signInWithPassword = vi.fn()
const config = { providers: ['email'], signup: 'off' }

vi.mock('@/contexts/auth-context', () => ({
  useAuth: () => ({ supabase: { auth: { signInWithPassword } } }),
}))
vi.mock('@/contexts/config-context', () => ({ useConfig: () => config }))

const fill = async (email: string, password: string) => {
  const user = userEvent.setup()
  if (email) await user.type(screen.getByLabelText('E-mail'), email)
  if (password) await user.type(screen.getByLabelText('Password'), password)
  await user.click(screen.getByRole('button', { name: 'Sign in' }))
}

describe('SignInForm', () => {
  beforeEach(() => {
    signInWithPassword.mockReset()
    config.providers = ['email']
    config.signup = 'off'
    window.history.replaceState(null, '', '/auth/sign-in')
  })

  it('signs in with what was typed', async () => {
    signInWithPassword.mockResolvedValue({ error: null })
    renderPage(<SignInForm />)
    await fill('ines@example.org', 'secret')
    expect(signInWithPassword).toHaveBeenCalledWith({ email: 'ines@example.org', password: 'secret' })
  })

  it('says below the field what is wrong and keeps the e-mail', async () => {
    signInWithPassword.mockResolvedValue({ error: new AuthApiError('Invalid', 400, 'invalid_credentials') })
    renderPage(<SignInForm />)
    await fill('ines@example.org', 'wrong')
    expect(await screen.findByRole('alert')).toHaveTextContent('E-mail or password is wrong.')
    expect(screen.getByLabelText('E-mail')).toHaveValue('ines@example.org')
    await waitFor(() => expect(screen.getByLabelText('Password')).toHaveFocus())
    expect(screen.getByLabelText('Password')).toBeInvalid()
  })

  it('tells too many attempts from a wrong password', async () => {
    signInWithPassword.mockResolvedValue({
      error: new AuthApiError('Slow down', 429, 'over_request_rate_limit'),
    })
    renderPage(<SignInForm />)
    await fill('ines@example.org', 'x')
    expect(await screen.findByRole('alert')).toHaveTextContent('Too many attempts')
  })

  it('asks for what is missing before it asks the server', async () => {
    renderPage(<SignInForm />)
    await fill('', '')
    expect(await screen.findAllByRole('alert')).toHaveLength(2)
    expect(signInWithPassword).not.toHaveBeenCalled()
  })

  it('offers Google only when the server has it', () => {
    const { unmount } = renderPage(<SignInForm />)
    expect(screen.queryByText('Continue with Google')).toBeNull()
    unmount()
    config.providers = ['email', 'google']
    renderPage(<SignInForm />)
    expect(screen.getByText('Continue with Google')).toBeVisible()
  })

  it('leads to a new account only where anybody may make one, and always to a new password', () => {
    const { unmount } = renderPage(<SignInForm />)
    expect(screen.queryByText('Create an account')).toBeNull()
    expect(screen.getByRole('link', { name: 'Forgot it?' })).toHaveAttribute('href', '/auth/forgot')
    unmount()
    config.signup = 'open'
    renderPage(<SignInForm />)
    expect(screen.getByRole('link', { name: 'Create an account' })).toHaveAttribute('href', '/auth/sign-up')
  })

  it('takes along to a new password where one was going', () => {
    renderPage(<SignInForm next="/chargers?q=a" />)
    const link = screen.getByRole('link', { name: 'Forgot it?' })
    expect(link).toHaveAttribute('href', '/auth/forgot?next=%2Fchargers%3Fq%3Da')
  })

  it('takes along to a new account where one was going', () => {
    config.signup = 'open'
    renderPage(<SignInForm next="/chargers?q=a" />)
    const link = screen.getByRole('link', { name: 'Create an account' })
    expect(link).toHaveAttribute('href', '/auth/sign-up?next=%2Fchargers%3Fq%3Da')
  })

  it.each([
    ['#error=access_denied&error_code=otp_expired', 'alert', 'has been used, or is too old'],
    ['?code=abc', 'status', 'The link has done its part'],
    ['#message=whatever', 'status', 'Now open the letter to the other address'],
  ])('says what came of a letter’s link: %s', (rest, role, words) => {
    window.history.replaceState(null, '', `/auth/sign-in${rest}`)
    renderPage(<SignInForm />)
    expect(screen.getByRole(role)).toHaveTextContent(words)
  })
})
