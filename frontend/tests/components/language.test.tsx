import { act, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { SignInForm } from '@/components/auth/sign-in-form'
import { TabBar } from '@/components/layout/tab-bar'
import { UserMenu } from '@/components/layout/user-menu'
import { OverviewPage } from '@/components/overview/overview-page'
import { LanguageProvider } from '@/contexts/language-context'
import { currentLanguage, preferredLanguage, speak } from '@/lib/i18n'

import { fakeServer } from '../fake-server'
import { attention, overview, power, sessions, stations } from '../fixtures/data.mjs'
import { renderPage } from '../render'

const signInWithPassword = vi.fn()

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: vi.fn() }), usePathname: () => '/' }))
vi.mock('@/contexts/auth-context', () => ({
  useAuth: () => ({
    state: { status: 'signed-in', email: 'ines.vogel@example.org', name: null },
    supabase: { auth: { signInWithPassword } },
    signOut: vi.fn(),
  }),
}))
vi.mock('@/contexts/config-context', () => ({ useConfig: () => ({ providers: ['email'], signup: 'open' }) }))
vi.mock('@/components/charts', () => ({ PowerChart: () => <div>chart</div> }))

describe('in German', () => {
  beforeEach(() => speak('de'))
  afterEach(() => speak('en'))

  it('signing in is said, with what is missing in its fields', async () => {
    renderPage(<SignInForm />)
    expect(screen.getByRole('heading', { name: 'Anmelden' })).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Anmelden' }))
    expect(await screen.findByText('Die E-Mail-Adresse eingeben.')).toBeVisible()
    expect(screen.getByText('Das Passwort eingeben.')).toBeVisible()
    expect(signInWithPassword).not.toHaveBeenCalled()
  })

  it('the overview answers, with numbers as one writes them there', async () => {
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['de-DE'])
    vi.stubGlobal('matchMedia', () => ({
      matches: false,
      addEventListener: vi.fn(),
      removeEventListener: vi.fn(),
    }))
    fakeServer({
      'GET /api/admin/overview': () => ({ body: overview }),
      'GET /api/admin/overview/power': () => ({ body: power }),
      'GET /api/admin/overview/sessions': () => ({ body: { total: 26, items: sessions } }),
      'GET /api/admin/attention': () => ({ body: { items: attention, recovered_today: 2 } }),
      'GET /api/admin/stations': () => ({ body: { items: stations, next_cursor: null } }),
    })
    renderPage(<OverviewPage />)
    const title = await screen.findByRole('heading', { level: 1 })
    await vi.waitFor(() =>
      expect(title).toHaveTextContent('laden mit 412,6 kW, 4 Sachen brauchen Aufmerksamkeit'),
    )
    expect(await screen.findByRole('columnheader', { name: 'Anschluss' })).toBeVisible()
    expect(screen.getByRole('link', { name: 'Ladestation hinzufügen' })).toBeVisible()
    expect(screen.getByText('2 heute von selbst erholt')).toBeVisible()
  })
})

describe('choosing a language', () => {
  beforeEach(() => {
    localStorage.clear()
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en'])
  })
  afterEach(() => act(() => speak('en')))

  it('in the user menu changes the page at once, and is remembered', async () => {
    document.title = 'Overview · CSMS'
    renderPage(
      <LanguageProvider>
        <UserMenu />
        <SignInForm />
      </LanguageProvider>,
    )
    await userEvent.click(screen.getByRole('button', { name: /Administrator/ }))
    await userEvent.click(await screen.findByRole('menuitemradio', { name: 'Deutsch' }))
    expect(await screen.findByRole('heading', { name: 'Anmelden' })).toBeVisible()
    await vi.waitFor(() => expect(document.title).toBe('Übersicht · CSMS'))
    expect(preferredLanguage()).toBe('de')
  })

  it('is offered behind "More" on the phone', async () => {
    renderPage(
      <LanguageProvider>
        <TabBar />
      </LanguageProvider>,
    )
    await userEvent.click(screen.getByRole('button', { name: 'More' }))
    const languages = await screen.findByRole('group', { name: 'Language' })
    expect(within(languages).getByRole('button', { name: 'English' })).toHaveAttribute('aria-pressed', 'true')
    await userEvent.click(within(languages).getByRole('button', { name: 'Deutsch' }))
    expect(await screen.findByRole('button', { name: 'Mehr' })).toBeInTheDocument()
    expect(currentLanguage()).toBe('de')
  })
})
