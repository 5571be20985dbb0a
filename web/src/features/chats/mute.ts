/** "Until I turn it on again": the last moment the server can write down. */
export const FOREVER = 253_402_300_799_000;
