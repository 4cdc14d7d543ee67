/** SHA-256 of the first images that Penmanship (seed 1, mid) writes without labels; Node and the browser must agree on it. */
export const FIRST_BLOCK = 'd63ef5129eb730e1a3684b1cf774d8ce406c665c3945bd57d43ce11c296cbc4e';
