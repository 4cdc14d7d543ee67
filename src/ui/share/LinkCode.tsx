/** A link as a QR code: dark on light whatever the scheme, because cameras expect that. */
import encodeQR from 'qr';

/** More make squares so small that no phone reads them off a wall. */
const MAX_CHARACTERS = 700;
/** Modules of white around it: ISO/IEC 18004 asks for four. */
const QUIET = 4;

export function LinkCode({ link }: { readonly link: string }) {
  if (link.length > MAX_CHARACTERS)
    return (
      <p role="status">
        The link has {link.length} characters, and a code of so many cannot be read off a wall; expected at
        most {MAX_CHARACTERS}. Copy the link, or go back to the defaults where you can.
      </p>
    );
  const modules = encodeQR(link, 'raw', { ecc: 'medium', border: QUIET });
  const side = modules.length;
  const path = modules
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <svg
      className="link-code"
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label="QR code of the link"
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
