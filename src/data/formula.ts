/** Texts that a spreadsheet would take for a formula, and run: somebody else's name of a class or a run must not be one. */
export const isFormula = (text: string) => /^[=+\-@\t\r]./s.test(text) && Number.isNaN(Number(text));
