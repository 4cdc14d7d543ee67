/** A page in a browser of its own. What runs in the page is a function that uses nothing from outside itself. */
export interface BrowserPage {
  open(url: string): Promise<void>;
  reload(): Promise<void>;
  evaluate<Arguments extends readonly unknown[], Result>(
    run: (...args: Arguments) => Result | Promise<Result>,
    ...args: Arguments
  ): Promise<Result>;
  /** Presses, moves and lets go. @param path in CSS pixels of the window, at least one */
  drag(path: readonly (readonly [x: number, y: number])[]): Promise<void>;
  /** Puts files into the first file input of the page. @param paths absolute */
  upload(paths: readonly string[]): Promise<void>;
  close(): Promise<void>;
}
