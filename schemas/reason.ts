/**
 * Why something is so, as it is kept: whoever shows it says it in the reader's language. `values` stand in the sentence: names, numbers, or
 * the words of somebody else, such as a vendor.
 */
export interface Reason<Code extends string> {
  code: Code
  values?: Record<string, string>
}
