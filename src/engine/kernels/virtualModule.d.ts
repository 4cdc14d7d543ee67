/** The compiled kernels, made by vitePlugin.ts. */
declare module 'virtual:training-kernels' {
  const binary: Uint8Array;
  export default binary;
}
