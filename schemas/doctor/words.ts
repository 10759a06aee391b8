/** The path of the list whose item has its label at `path`: the label is what a customer picks. */
export const listOfOption = (path: string): string | undefined =>
  path.endsWith('/label') ? /^(.*)\/\d+\/label$/.exec(path)?.[1] : undefined

/** How two words are told apart: not by capitals, width or spaces around them. */
export const sameWord = (word: string): string => word.normalize('NFKC').trim().toLowerCase()
