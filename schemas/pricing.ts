/** What a vendor says a message costs, in its own words: whether it is billed at all, by which model, and as what. */
export interface Pricing {
  billable: boolean
  /** Such as `PMP`: per message. */
  model?: string
  /** Such as `marketing`, `utility`, `service`. */
  category: string
  /** Such as `regular`, `free_customer_service`, `free_entry_point`. */
  type?: string
}
