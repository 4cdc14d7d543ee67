/** Why a browser did not keep something, in a few words. */
export function storageFault(error: unknown): string {
  const name = error instanceof Error && error.name !== 'Error' ? `${error.name}: ` : '';
  const reason = error instanceof Error ? name + error.message : String(error);
  return reason.includes('Quota') ? 'its storage is full' : (reason.split('\n')[0] ?? '');
}
