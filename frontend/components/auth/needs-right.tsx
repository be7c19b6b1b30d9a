'use client'

import { ShieldIcon } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'

import { EmptyState } from '@/components/empty-state'
import { PageBar } from '@/components/layout/page-bar'
import { Page } from '@/components/layout/page'
import { Button } from '@/components/ui/button'
import { ROLE_WORDS } from '@/lib/person'
import { useMe, WHO_MAY, type Right } from '@/lib/rights'

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
        title={`This page is for ${WHO_MAY[right]}`}
        action={
          <Button asChild variant="outline">
            <Link href="/">Go to the overview</Link>
          </Button>
        }
      >
        You are signed in as {me.email}, {ROLE_WORDS[me.role].toLowerCase()}. An administrator can give you
        another role.
      </EmptyState>
    </Page>
  )
}
