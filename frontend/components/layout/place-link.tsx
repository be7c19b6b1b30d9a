'use client'

import Link from 'next/link'
import { useState, type ComponentProps } from 'react'

/** A link whose page is fetched once a hand is near it: fetching all that the frame links to is most of a first load. */
export function PlaceLink(props: ComponentProps<typeof Link>) {
  const [near, setNear] = useState(false)
  const approach = () => setNear(true)
  return (
    <Link
      {...props}
      prefetch={near ? null : false}
      onMouseEnter={approach}
      onFocus={approach}
      onTouchStart={approach}
    />
  )
}
