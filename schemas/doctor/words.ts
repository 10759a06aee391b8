/** How two words are told apart: not by capitals, width or spaces around them. */
export const sameWord = (word: string): string => word.normalize('NFKC').trim().toLowerCase()
