'use client'

import { MailPlusIcon, PlusIcon, SearchXIcon, ShieldIcon, UsersIcon } from 'lucide-react'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo } from 'react'

import { NeedsRight } from '@/components/auth/needs-right'
import { DataTable } from '@/components/data-table/data-table'
import { Filters } from '@/components/data-table/filters'
import { SearchField } from '@/components/data-table/search-field'
import { useServerTable } from '@/components/data-table/use-server-table'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { KeysetPager } from '@/components/keyset-pager'
import { PageBar } from '@/components/layout/page-bar'
import { Page, PageHeader } from '@/components/layout/page'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EraseDialog } from '@/components/users/erase-dialog'
import { InviteDialog } from '@/components/users/invite-dialog'
import { OpenInvitations } from '@/components/users/open-invitations'
import { userColumns } from '@/components/users/user-columns'
import { UserDialog } from '@/components/users/user-dialog'
import { useConfig } from '@/contexts/config-context'
import { accountsElsewhere } from '@/lib/config'
import { t, translated } from '@/lib/i18n'
import { ROLES } from '@/lib/person'
import { useUser, useUsers } from '@/lib/queries/users'
import { useMe } from '@/lib/rights'
import type { User } from '@/lib/types'
import { useKeyset } from '@/lib/use-keyset'

const PAGE = 50
const NEW = 'new'
const INVITE = 'invite'
const NONE: User[] = []
const PARAMS = {
  q: parseAsString.withDefault(''),
  role: parseAsStringLiteral(['admin', 'operator', 'viewer', 'user'] as const),
  edit: parseAsString,
  erase: parseAsString,
  older: parseAsString,
}

export function UsersPage() {
  return (
    <NeedsRight right="administer" crumb={t('Users')}>
      <Users />
    </NeedsRight>
  )
}

/** Searched and paged by the server: there is a person for every card in the end. */
function Users() {
  const [{ q, role, edit, erase }, setParams] = useQueryStates(PARAMS)
  const paging = useKeyset()
  const self = useMe().data?.id
  const elsewhere = accountsElsewhere(useConfig())
  const users = useUsers({
    limit: PAGE,
    ...(q.trim() && { search: q.trim() }),
    ...(role && { role }),
    ...(paging.cursor && { cursor: paging.cursor }),
  })
  const rows = users.data?.items ?? NONE
  const table = useServerTable(
    rows,
    useMemo(() => userColumns(self), [self]),
  )
  const next = users.data?.next_cursor ?? null
  const filtered = q !== '' || role !== null
  const clear = () => void setParams({ q: null, role: null, older: null })
  const add = !elsewhere && (
    <div className="flex gap-2">
      <Button variant="outline" onClick={() => void setParams({ edit: INVITE })}>
        <MailPlusIcon /> {t('Invite')}
      </Button>
      <Button onClick={() => void setParams({ edit: NEW })}>
        <PlusIcon /> {t('Add user')}
      </Button>
    </div>
  )
  const whole = !paging.cursor && !next && !filtered && users.data
  return (
    <Page>
      <PageBar crumbs={[{ label: t('Users') }]} />
      <PageHeader
        title={
          whole ? t('{count, plural, one {# user} other {# users}}', { count: rows.length }) : t('Users')
        }
        action={add}
      />
      <div className="-mb-1 flex flex-wrap items-center gap-2 max-md:mb-0">
        <SearchField
          value={q}
          onChange={(text) => void setParams({ q: text || null, older: null })}
          placeholder={t('E-mail, name')}
        />
        <Filters
          filters={[
            {
              key: 'role',
              label: t('Role'),
              icon: ShieldIcon,
              options: translated(ROLES),
              value: role,
              onChange: (value) => void setParams({ role: value as User['role'] | null, older: null }),
            },
          ]}
          onClear={clear}
        />
      </div>
      {users.error && !users.data ? (
        <Card>
          <ErrorState
            title={t('The users could not be loaded')}
            error={users.error}
            onRetry={() => void users.refetch()}
          />
        </Card>
      ) : (
        <DataTable
          table={table}
          label={t('Users')}
          loading={users.isPending}
          empty={<NoUsers filtered={filtered} onClear={clear} />}
        />
      )}
      {(paging.cursor || next) && (
        <KeysetPager
          words={[t('Previous'), t('Next')]}
          onNewer={paging.cursor ? paging.newer : null}
          onOlder={next ? () => paging.older(next) : null}
        >
          {spanOf(rows)}
        </KeysetPager>
      )}
      {!paging.cursor && !filtered && !elsewhere && <OpenInvitations />}
      {edit && !(elsewhere && [NEW, INVITE].includes(edit)) && (
        <Edited id={edit} onClose={() => void setParams({ edit: null })} />
      )}
      {erase && erase !== self && <Erased id={erase} onClose={() => void setParams({ erase: null })} />}
    </Page>
  )
}

/** "ada@… to grace@…". */
function spanOf(rows: User[]): string {
  const [first, last] = [rows[0], rows.at(-1)]
  return first && last ? t('{first} to {last}', { first: first.email, last: last.email }) : ''
}

/** By its id, so that a link to somebody works whichever page they are on. */
function Edited({ id, onClose }: { id: string; onClose: () => void }) {
  const { data } = useUser(id === NEW || id === INVITE ? null : id)
  if (id === INVITE) return <InviteDialog onClose={onClose} />
  if (id === NEW) return <UserDialog user={null} onClose={onClose} />
  return data ? <UserDialog user={data} onClose={onClose} /> : null
}

/** Who it was is known until the dialog is closed, also when they are gone. */
function Erased({ id, onClose }: { id: string; onClose: () => void }) {
  const { data } = useUser(id)
  return data ? <EraseDialog user={data} onClose={onClose} /> : null
}

function NoUsers({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (!filtered) return <EmptyState icon={UsersIcon} title={t('Nobody here')} />
  return (
    <EmptyState
      icon={SearchXIcon}
      title={t('Nobody matches')}
      action={
        <Button variant="outline" onClick={onClear}>
          {t('Clear search and filters')}
        </Button>
      }
    />
  )
}
