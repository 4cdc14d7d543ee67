/** Lets messages in between two steps of work. */

/** A macrotask by MessageChannel: 0.01 ms, where setTimeout(0) takes 4 ms. */
export function yieldToMessages(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
