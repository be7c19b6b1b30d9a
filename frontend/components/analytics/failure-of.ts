interface Asked {
  data: unknown
  isPlaceholderData: boolean
  failureReason: unknown
}

/** Why there is nothing to show, from the first failure on: that it is tried again needs no reader who waits. */
export const failureOf = ({ data, isPlaceholderData, failureReason }: Asked): unknown =>
  data === undefined || isPlaceholderData ? failureReason : null
