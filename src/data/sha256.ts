/** Fingerprints of bytes. */
import { sha256 } from '@noble/hashes/sha2.js';

/** SHA-256, as lower-case hexadecimal figures. */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  const digest = await digestOf(bytes);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function digestOf(bytes: Uint8Array): Promise<Uint8Array> {
  const isOffered = crypto.subtle !== undefined; // to https and localhost alone
  if (isOffered) return new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
  return sha256(bytes);
}
