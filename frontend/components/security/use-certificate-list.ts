'use client'

import type { ColumnDef } from '@tanstack/react-table'

import { orderOf, searched, useEndlessList } from '@/components/data-table/use-endless-list'
import { useTableUrl } from '@/components/data-table/use-table-url'
import {
  fetchCertificates,
  useCertificatePages,
  useCertificateSummary,
  type CertificateFilter,
} from '@/lib/queries/security'
import type { ChargerCertificate } from '@/lib/types'

/** The columns that the server can sort by, and what it calls them. */
const ORDERS = {
  charger: 'charge_point_id',
  left: 'not_after',
  state: 'state',
  name: 'common_name',
  requested: 'requested_at',
} as const

interface CertificateListOptions {
  columns: ColumnDef<ChargerCertificate>[]
  filter: CertificateFilter
}

/** Certificates of a filter, searched and sorted by the server; they come page by page, the first to end on top. */
export function useCertificateList({ columns, filter }: CertificateListOptions) {
  const url = useTableUrl('left')
  const wanted = searched(filter, url.asked.search)
  const sort = orderOf(ORDERS, ORDERS.left, url.asked.sorting)
  return useEndlessList({
    url,
    columns,
    pages: useCertificatePages({ ...wanted, sort }),
    total: useCertificateSummary(wanted).data?.total ?? 0,
    scope: wanted,
    fetchAll: () => fetchCertificates({ ...wanted, sort }),
  })
}
