/** Where the browser asks who vouches for what becomes script or markup (Trusted Types): only workers, only from here. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(address: string): string | null }): unknown;
}

const { trustedTypes } = window as { trustedTypes?: TrustedTypes };

/** The page writes no markup and evaluates no text, so there is no rule for those: the browser refuses both. */
trustedTypes?.createPolicy('default', {
  createScriptURL: (address) => (isOurs(new URL(address, document.baseURI)) ? address : null),
});

/** Of this page's origin, or made by the page itself. A frame without an origin knows that of its address. */
const isOurs = ({ protocol, origin }: URL) =>
  protocol === 'blob:' || origin === new URL(location.href).origin;
