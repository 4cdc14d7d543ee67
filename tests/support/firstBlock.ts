/** SHA-256 of the first images that Penmanship (seed 1, mid) writes without labels; Node and the browser must agree on it. */
export const FIRST_BLOCK = '6036bb13400e4130763b84addd69f12bdbc74e0f9e9c5a174fb08f99974c87d6';
