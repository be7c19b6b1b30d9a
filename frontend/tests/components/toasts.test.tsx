import { act, render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'

import { Toasts } from '@/components/toasts'
import { toast } from '@/lib/toast'

describe('messages', () => {
  it('said before anything can show them are shown in their order, then each at once', async () => {
    toast('Saved')
    toast.error('Refused', { description: 'It is offline.' })
    render(<Toasts />)
    expect(await screen.findByText('Saved')).toBeInTheDocument()
    expect(screen.getByText('It is offline.')).toBeInTheDocument()
    act(() => toast.success('Deleted'))
    expect(await screen.findByText('Deleted')).toBeInTheDocument()
  })
})
