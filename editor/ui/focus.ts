/** Whether nothing has the focus: what had it is gone, or shut. */
export const isNowhere = (): boolean => {
  const { activeElement } = document
  return activeElement === null || activeElement === document.body || !activeElement.checkVisibility()
}
