/** A piece of line for a legend, in the colour of its text. */

export function LineSample({ dash, width }: { readonly dash: string; readonly width: number }) {
  return (
    <svg width="22" height="8" aria-hidden="true">
      <line x1="1" x2="21" y1="4" y2="4" stroke="currentColor" strokeWidth={width} strokeDasharray={dash} />
    </svg>
  );
}
