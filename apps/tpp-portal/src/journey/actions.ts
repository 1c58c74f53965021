/** The continuation of a journey that says nothing else. */
export const connectAction = 'connect';
/** The continuation of a journey that began at the start URL. */
export const startUrlAction = 'start-url';
