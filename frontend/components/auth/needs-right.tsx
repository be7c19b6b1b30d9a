'use client'

import { ShieldIcon } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'

import { EmptyState } from '@/components/empty-state'
import { PageBar } from '@/components/layout/page-bar'
import { Page } from '@/components/layout/page'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { ROLE_IN_SENTENCE } from '@/lib/person'
import { PAGE_IS_FOR, useMe, type Right } from '@/lib/rights'

interface NeedsRightProps {
  right: Right
  /** The page's name, for the bar above it. */
  crumb: string
  children: ReactNode
}

/** A whole page that takes a right: who came by a link and has not got it is told so, calmly. */
export function NeedsRight({ right, crumb, children }: NeedsRightProps) {
  const me = useMe().data
  if (!me) return null
  if (me.rights.includes(right)) return children
  return (
    <Page>
      <PageBar crumbs={[{ label: crumb }]} />
      <EmptyState
        icon={ShieldIcon}
        title={t(PAGE_IS_FOR[right])}
        action={
          <Button asChild variant="outline">
            <Link href="/">{t('Go to the overview')}</Link>
          </Button>
        }
      >
        {t('You are signed in as {email}, {role}. An administrator can give you another role.', {
          email: me.email,
          role: t(ROLE_IN_SENTENCE[me.role]),
        })}
      </EmptyState>
    </Page>
  )
}
